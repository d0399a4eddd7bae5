/** Where two JSON values differ, in words. */

type Json = unknown;

const isMap = (value: Json): value is Record<string, Json> => typeof value === "object" && value !== null;

const shown = (value: Json) => {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
};

/** One line for each place, the outermost first where something came or went whole. */
export function differences(kept: Json, wanted: Json, path = ""): string[] {
  if (isMap(kept) && isMap(wanted) && Array.isArray(kept) === Array.isArray(wanted)) {
    const keys = [...new Set([...Object.keys(kept), ...Object.keys(wanted)])];
    return keys.flatMap((key) => differences(kept[key], wanted[key], path ? `${path} › ${key}` : key));
  }
  return kept === wanted ? [] : [`${path}: is ${shown(kept)}, would be ${shown(wanted)}`];
}
