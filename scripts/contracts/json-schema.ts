/** JSON Schema as zod prints it, made fit to be read: by a person, by OpenAPI 3.1 and by AsyncAPI 3. */
import { z } from "zod";

export type JsonSchema = { [key: string]: unknown };

/** `input` is what a client may write, `output` what the service says: defaults and transforms lie between them. */
export type Side = "input" | "output";

export interface Printed {
  /** By the name each was given; one that the contract names is a reference. */
  roots: Record<string, JsonSchema>;
  /** Those the contract names (`.meta({id})`), as far as the roots reach. */
  named: Record<string, JsonSchema>;
}

/** One call for all of them: references of schemas that are printed one by one lead nowhere. */
export function print(roots: Record<string, z.ZodType>, side: Side): Printed {
  const { properties = {}, $defs = {} } = z.toJSONSchema(z.object(roots), {
    io: side,
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      // An answer may grow: only what the contract calls strict refuses what it doesn't name.
      if (zodSchema._zod.def.type === "object" && !zodSchema._zod.def.catchall) delete jsonSchema.additionalProperties;
    },
  });
  const named = each($defs as Record<string, JsonSchema>, tidy);
  const linked = (schema: JsonSchema): JsonSchema => link(within(schema, linked), named);
  return { roots: each(each(properties as Record<string, JsonSchema>, tidy), linked), named: each(named, linked) };
}

/** Where JSON Schema nests: in a map by names that are the contract's, in a list, or alone. */
const MAPS = new Set(["properties", "patternProperties"]);
const LISTS = new Set(["anyOf", "allOf", "oneOf", "prefixItems"]);
const SINGLES = new Set(["items", "additionalProperties", "propertyNames", "not"]);

function each<T>(map: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}

/** The same schema with `change` made to each schema within it; never to a field that happens to be called `items`. */
function within(schema: JsonSchema, change: (part: JsonSchema) => JsonSchema): JsonSchema {
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (MAPS.has(key)) return [key, each(value as Record<string, JsonSchema>, change)];
    if (LISTS.has(key)) return [key, (value as JsonSchema[]).map(change)];
    if (SINGLES.has(key) && typeof value === "object") return [key, change(value as JsonSchema)];
    return [key, value];
  });
  return Object.fromEntries(entries);
}

/** Formats whose pattern is a screenful that says nothing more. */
const KNOWN_FORMATS = new Set(["date-time", "email"]);

function tidy(schema: JsonSchema): JsonSchema {
  const { $schema: _dialect, id: _id, example, ...rest } = within(schema, tidy);
  if (rest["minimum"] === Number.MIN_SAFE_INTEGER) delete rest["minimum"];
  if (rest["maximum"] === Number.MAX_SAFE_INTEGER) delete rest["maximum"];
  if (KNOWN_FORMATS.has(rest["format"] as string)) delete rest["pattern"];
  if (JSON.stringify(rest["propertyNames"]) === '{"type":"string"}') delete rest["propertyNames"];
  if (example !== undefined) rest["examples"] = [example];
  return rest;
}

/** Beside a reference nothing counts for AsyncAPI, and for many readers of OpenAPI: what it adds stands around it. */
function link({ $ref, ...rest }: JsonSchema, named: Record<string, JsonSchema>): JsonSchema {
  if ($ref === undefined) return rest;
  const name = ($ref as string).slice("#/$defs/".length);
  const added = Object.entries(rest).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(named[name]?.[key]));
  return added.length > 0 ? { allOf: [referenceTo(name)], ...Object.fromEntries(added) } : referenceTo(name);
}

const REFERENCE = "#/components/schemas/";

export function referenceTo(name: string): JsonSchema {
  return { $ref: REFERENCE + name };
}

/** The same schema with each reference led to where `rename` says. */
export function redirect(schema: JsonSchema, rename: (name: string) => string): JsonSchema {
  const { $ref, ...rest } = within(schema, (part) => redirect(part, rename));
  return $ref === undefined ? rest : referenceTo(rename(($ref as string).slice(REFERENCE.length)));
}

export function referencesOf(schema: JsonSchema): Set<string> {
  const found = new Set<string>();
  redirect(schema, (name) => {
    found.add(name);
    return name;
  });
  return found;
}
