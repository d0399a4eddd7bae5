import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { RolesPermitted, Whose } from "../contract/permissions.ts";
import type { Role } from "../contract/user.ts";
import type { StoredBooking } from "../store/documents.ts";
import { readBooking } from "../store/bookings.ts";
import type { Transaction } from "../store/transact.ts";
import type { Actor } from "./context.ts";

export type Side = "guest" | "host" | "support";

/** In what part the actor meets this booking where the permission allows it; `undefined` where not, or where it is another's. */
export function sideOf(booking: StoredBooking, { id, roles }: Actor, permission: RolesPermitted): Side | undefined {
  const allows = (role: Role, whose: Whose) => permission[role] === whose && roles.includes(role);
  if (id === booking.guestId && allows("guest", "own")) return "guest";
  if (id === booking.hostId && allows("host", "own")) return "host";
  return allows("support", "any") || allows("admin", "any") ? "support" : undefined;
}

/** A booking that the actor has to do with as the permission says. @throws Refusal `not_found`, also where it is another's */
export async function readOwnBooking(
  reader: Pick<Transaction, "store"> & Partial<Transaction>,
  actor: Actor,
  id: Id,
  permission: RolesPermitted,
): Promise<{ booking: StoredBooking; side: Side }> {
  const booking = await readBooking(reader, id);
  const side = sideOf(booking, actor, permission);
  if (!side) throw new Refusal("not_found", "There is no such booking of yours");
  return { booking, side };
}
