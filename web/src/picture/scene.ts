/** What a picture shows: decided once from the property's id, title and amenities, then only drawn. */
import type { Amenity } from "../../../shared/contract/property.ts";
import { oneOf, type Random, randomFrom } from "./random.ts";

export type Land = "sea" | "mountains" | "country" | "city" | "forest";
export type House = "a-frame" | "cottage" | "villa" | "row" | "block" | "whitewashed";

/** Colours of one hour of the day. */
export interface Light {
  hour: "dawn" | "day" | "golden" | "dusk" | "night";
  sky: readonly [string, string, string];
  sun: string;
  /** Far to near. */
  ridges: readonly [string, string, string];
  ground: string;
  groundDark: string;
  leaf: string;
  leafDark: string;
  water: readonly [string, string];
  window: string;
  /** How much shade lies over a house, 0 to 1. */
  shade: number;
  lit: boolean;
}

const lights = {
  dawn: {
    hour: "dawn", sky: ["#a9c3df", "#e9d3d6", "#fde8d2"], sun: "#fff1d6", ridges: ["#bccbd9", "#93abbd", "#6b8a98"],
    ground: "#86a086", groundDark: "#647f6c", leaf: "#5f8a72", leafDark: "#44695a", water: ["#c4d5df", "#8fb0c2"],
    window: "#ffe3a3", shade: 0.08, lit: true,
  },
  day: {
    hour: "day", sky: ["#5fa4dd", "#a5d0ee", "#e6f3f5"], sun: "#fffbe6", ridges: ["#a3c3d8", "#7ba6ad", "#5b8e7d"],
    ground: "#84b06a", groundDark: "#5d8a52", leaf: "#4f8f5b", leafDark: "#356f49", water: ["#8cc7de", "#3f8fb5"],
    window: "#bfe0ef", shade: 0, lit: false,
  },
  golden: {
    hour: "golden", sky: ["#6f9dc9", "#f3d6a6", "#fbb06c"], sun: "#fff3c4", ridges: ["#d2a98f", "#a8807f", "#735f74"],
    ground: "#a39a55", groundDark: "#777043", leaf: "#7c8446", leafDark: "#565f3a", water: ["#f6cf9d", "#b98a7e"],
    window: "#ffe6a0", shade: 0.1, lit: true,
  },
  dusk: {
    hour: "dusk", sky: ["#232c69", "#7a5f9f", "#f4a184"], sun: "#ffd9b0", ridges: ["#9277a6", "#5f548c", "#3d3c70"],
    ground: "#34406a", groundDark: "#262f55", leaf: "#33506a", leafDark: "#263b57", water: ["#c98a96", "#4b4a80"],
    window: "#ffd257", shade: 0.34, lit: true,
  },
  night: {
    hour: "night", sky: ["#0d1236", "#1f2a63", "#46549a"], sun: "#f4f1dc", ridges: ["#33417c", "#263266", "#1b2450"],
    ground: "#1c284d", groundDark: "#141d3d", leaf: "#1f3a52", leafDark: "#162a42", water: ["#3d4c8f", "#1a2556"],
    window: "#ffd257", shade: 0.48, lit: true,
  },
} as const satisfies Record<string, Light>;

export interface Scene {
  land: Land;
  house: House;
  light: Light;
  pool: boolean;
  snow: boolean;
  random: Random;
}

interface Pictured {
  id: string;
  title: string;
  amenities: readonly Amenity[];
}

/** @param view 0 the house, 1 a room, 2 the land around at another hour */
export function sceneOf({ id, title, amenities }: Pictured, view: number): Scene {
  const choose = randomFrom(id);
  const has = (amenity: Amenity) => amenities.includes(amenity);
  const land = landIn(title) ?? landOf(has, choose);
  const house = houseIn(title, land) ?? houseOn(land, has, choose);
  const hours = ["day", "golden", "dusk", "dawn", "day", "night", "golden", "dusk"] as const;
  const hour = hours[(Math.floor(choose() * hours.length) + view * 3) % hours.length] ?? "day";
  return { land, house, light: lights[hour], pool: has("pool"), snow: land === "mountains" && choose() < 0.5, random: randomFrom(`${id}/${view}`) };
}

/** A title that names its surroundings is believed. */
function landIn(title: string): Land | undefined {
  const words: [RegExp, Land][] = [
    [/\b(beach|bay|quay|sea|harbour|coast|island|fisher\w*)\b/i, "sea"],
    [/\b(chalet|alp|alpine|mountain|glacier|pass)\b/i, "mountains"],
    [/\b(forest|woods|lake|creek|lodge)\b/i, "forest"],
    [/\b(flat|loft|apartment|studio|tram|town\s?house|square|canal|rooms)\b/i, "city"],
    [/\b(farm|vineyard|cottage|barn|meadow|orchard|trees)\b/i, "country"],
  ];
  return words.find(([word]) => word.test(title))?.[1];
}

function houseIn(title: string, land: Land): House | undefined {
  if (/\b(a-frame|chalet|cabins?|lodge|hut)\b/i.test(title)) return land === "sea" || land === "country" ? "cottage" : "a-frame";
  if (/\b(villa|residence)\b/i.test(title)) return "villa";
  if (/\b(cottage|farm|barn)\b/i.test(title)) return "cottage";
  if (/\btown\s?house\b/i.test(title)) return "row";
  return undefined;
}

function landOf(has: (amenity: Amenity) => boolean, random: Random): Land {
  if (has("sea_view")) return "sea";
  if (has("mountain_view")) return "mountains";
  if (has("lift")) return "city";
  if (has("sauna") || has("fireplace")) return oneOf(random, ["forest", "mountains"]);
  if (has("pool") || has("garden")) return oneOf(random, ["country", "country", "sea"]);
  return oneOf(random, ["city", "city", "country"]);
}

function houseOn(land: Land, has: (amenity: Amenity) => boolean, random: Random): House {
  if (has("lift")) return "block";
  if (land === "sea") return has("pool") ? oneOf(random, ["villa", "whitewashed"]) : oneOf(random, ["whitewashed", "cottage", "villa"]);
  if (land === "mountains") return oneOf(random, ["a-frame", "cottage", "a-frame"]);
  if (land === "forest") return oneOf(random, ["a-frame", "cottage", "villa"]);
  if (land === "city") return oneOf(random, ["row", "row", "block"]);
  return has("pool") ? "villa" : "cottage";
}
