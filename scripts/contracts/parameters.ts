/** Path and query as parameters of OpenAPI. */
import { z } from "zod";
import type { Route } from "../../shared/contract/routes/route.ts";
import type { JsonSchema } from "./json-schema.ts";

export interface Parameter {
  name: string;
  in: "path" | "query";
  required: boolean;
  description: string | undefined;
  /** What its text stands for. */
  type: z.ZodType;
}

export function parametersOf(route: Route): Parameter[] {
  return [...fieldsOf(route.params, "path"), ...fieldsOf(route.query, "query")];
}

function fieldsOf(schema: z.ZodType | undefined, place: Parameter["in"]): Parameter[] {
  const shape: Record<string, z.ZodType> = schema instanceof z.ZodObject ? schema.shape : {};
  return Object.entries(shape).map(([name, field]) => ({
    name,
    in: place,
    required: !field.safeParse(undefined).success,
    description: field.description,
    type: valueOf(field),
  }));
}

/** `?amenities=wifi,pool` is text that is read as a list: the list is what the document shows. */
function valueOf(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodOptional) return valueOf(field.unwrap() as z.ZodType);
  if (field instanceof z.ZodPipe && !(field.out instanceof z.ZodTransform)) return field.out as z.ZodType;
  return field;
}

export function printParameter({ type, description, required, ...named }: Parameter, schema: JsonSchema): object {
  const { description: own, ...rest } = schema;
  const says = description ?? own;
  return {
    ...named,
    required,
    ...(says !== undefined && { description: says }),
    ...(type instanceof z.ZodArray && { style: "form", explode: false }),
    schema: rest,
  };
}
