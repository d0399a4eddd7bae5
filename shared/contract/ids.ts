import { z } from "zod";

export const Id = z
  .string()
  .regex(/^[0-9a-f]{24}$/, "must be 24 hex digits")
  .meta({ id: "Id", description: "24 hex digits", example: "65f2a8c4e1b2c3d4e5f60718" });
export type Id = string;

/** Says nothing but that it went well. */
export const Done = z.object({ done: z.literal(true) }).meta({ id: "Done" });
export const done: z.infer<typeof Done> = { done: true };

/** How a list is paged: pass the `nextCursor` of one answer as the `cursor` of the next; its absence is the end. */
export const Paging = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
};

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}
