/** Where reading of a list by time stands: an instant, and among the documents of that instant an id. As text, a cursor. */
import { Refusal } from "../contract/errors.ts";

export interface Place {
  at: Date;
  id: string;
}

export function cursorOf({ at, id }: Place): string {
  return `${at.toISOString()}_${id}`;
}

/** @throws Refusal `invalid_input` */
export function placeOf(cursor: string): Place {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{24}|)$/.exec(cursor);
  const at = new Date(match?.[1] ?? Number.NaN);
  if (!match || Number.isNaN(at.getTime())) throw invalidCursor();
  return { at, id: match[2]! };
}

export function invalidCursor(): Refusal {
  return new Refusal("invalid_input", "Pass the cursor of an answer as it was, or none", { fields: [{ field: "cursor", problem: "is not a cursor of this list" }] });
}
