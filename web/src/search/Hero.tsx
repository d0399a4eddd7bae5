/** A street at dusk, some windows lit: which is what the service is about. Decoration. */
import { House } from "../picture/House.tsx";
import { Land, Sky } from "../picture/Land.tsx";
import { randomFrom } from "../picture/random.ts";
import { type House as Kind, sceneOf } from "../picture/scene.ts";

const STREET: [Kind, number, number][] = [["block", 90, 0.62], ["cottage", 300, 0.6], ["row", 560, 0.8], ["whitewashed", 800, 0.66], ["a-frame", 985, 0.56], ["villa", 1150, 0.66]];
const STREET_AT_DUSK = { id: "hero", title: "", amenities: [] };
const light = sceneOf(STREET_AT_DUSK, 0).light;

export function Hero() {
  const dusk = { ...light, ...DUSK };
  const scene = { ...sceneOf(STREET_AT_DUSK, 0), land: "country" as const, light: dusk };
  return (
    <svg className="hero" viewBox="0 0 1200 400" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <g transform="scale(2) translate(0 -100)">
        <Sky light={dusk} random={randomFrom("vacancy at dusk")} id="hero" />
        <Land scene={{ ...scene, random: randomFrom("hills") }} id="hero" />
      </g>
      <path d="M0 352C240 330 420 344 640 340S1040 334 1200 348V400H0z" fill={dusk.groundDark} />
      {STREET.map(([kind, x, size]) => (
        <g key={kind} transform={`translate(${x} 352) scale(${size})`}><House kind={kind} light={dusk} random={randomFrom(`hero ${kind}`)} /></g>
      ))}
    </svg>
  );
}

const DUSK = {
  hour: "dusk", sky: ["#1b1f4b", "#4a3f86", "#e08f86"], sun: "#ffd9b0", ridges: ["#6d5a96", "#4a4580", "#343467"],
  ground: "#2b3463", groundDark: "#20264f", leaf: "#33506a", leafDark: "#263b57", water: ["#c98a96", "#4b4a80"], window: "#ffd257", shade: 0.36, lit: true,
} as const;
