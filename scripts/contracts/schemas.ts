/** All schemas of one document, with the two sides of the contract brought under one set of names. */
import type { z } from "zod";
import { type JsonSchema, print, redirect, referencesOf } from "./json-schema.ts";

export interface Schemas {
  /** What clients write, by root. */
  input: Record<string, JsonSchema>;
  /** What the service says, by root. */
  output: Record<string, JsonSchema>;
  /** For `components.schemas`, in the order of their names. */
  components: Record<string, JsonSchema>;
}

/**
 * A schema that reads otherwise on the two sides (a default may be left out, but is always answered) appears twice:
 * under its name as it is answered, and with `Input` behind it as it is written.
 */
export function schemasOf(roots: { input: Record<string, z.ZodType>; output: Record<string, z.ZodType> }): Schemas {
  const written = print(roots.input, "input");
  const said = print(roots.output, "output");
  const differs = differing(written.named, said.named);
  const rename = (name: string) => (differs.has(name) ? `${name}Input` : name);
  const components = { ...said.named };
  for (const [name, schema] of Object.entries(written.named)) components[rename(name)] = redirect(schema, rename);
  return {
    input: Object.fromEntries(Object.entries(written.roots).map(([name, schema]) => [name, redirect(schema, rename)])),
    output: said.roots,
    components: sorted(components),
  };
}

/** Names whose schemas differ, and those that lead to such a one. */
function differing(written: Record<string, JsonSchema>, said: Record<string, JsonSchema>): Set<string> {
  const both = Object.keys(written).filter((name) => name in said);
  const differs = new Set(both.filter((name) => JSON.stringify(written[name]) !== JSON.stringify(said[name])));
  for (let before = -1; before !== differs.size; ) {
    before = differs.size;
    for (const name of both) if ([...referencesOf(written[name]!)].some((reference) => differs.has(reference))) differs.add(name);
  }
  return differs;
}

function sorted<T>(map: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
