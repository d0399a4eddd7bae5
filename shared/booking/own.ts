import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredBooking } from "../store/documents.ts";
import { readBooking } from "../store/bookings.ts";
import type { Transaction } from "../store/transact.ts";
import type { Actor } from "./context.ts";

export type Side = "guest" | "host" | "support";

/** In what part the actor meets this booking; `undefined` where it is another's. */
export function sideOf(booking: StoredBooking, actor: Actor): Side | undefined {
  if (actor.id === booking.guestId && actor.roles.includes("guest")) return "guest";
  if (actor.id === booking.hostId && actor.roles.includes("host")) return "host";
  return actor.roles.some((role) => role === "support" || role === "admin") ? "support" : undefined;
}

/** A booking that the actor has to do with in one of these parts. @throws Refusal `not_found`, also where it is another's */
export async function readOwnBooking(
  reader: Pick<Transaction, "store"> & Partial<Transaction>,
  actor: Actor,
  id: Id,
  sides: readonly Side[],
): Promise<{ booking: StoredBooking; side: Side }> {
  const booking = await readBooking(reader, id);
  const side = sideOf(booking, actor);
  if (!side || !sides.includes(side)) throw new Refusal("not_found", "There is no such booking of yours");
  return { booking, side };
}
