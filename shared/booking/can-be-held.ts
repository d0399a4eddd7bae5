import type { Stay } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { StoredMonth, StoredProperty } from "../store/documents.ts";
import { hasRoom } from "./has-room.ts";
import { checkMonths, checkStay } from "./stay-rules.ts";

/** Whether a stay could be held at `now`, by the rules and by the months; it may be gone when it is. */
export function canBeHeld(property: StoredProperty, months: StoredMonth[], stay: Stay & { guests: number }, now: Date): boolean {
  if (!hasRoom(months, stay, now)) return false;
  try {
    checkStay(property, stay, now);
    checkMonths(months, stay);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
