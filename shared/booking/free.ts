/** The one way in which nights become free: what another platform has sold there is theirs in the same moment. */
import type { Stay } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredBooking, StoredMonth } from "../store/documents.ts";
import { dropBeside, dropBlock, dropNights, moveNights } from "../store/months.ts";
import type { Transaction } from "../store/transact.ts";
import { claimFreed } from "./imported/claim-kept.ts";

/** All that a booking took. @returns the months that changed, as they now are */
export async function freeNights(tx: Transaction, booking: StoredBooking): Promise<StoredMonth[]> {
  return claimFreed(tx, booking.propertyId, await dropNights(tx, booking));
}

/**
 * What a booking holds beside its own nights.
 *
 * @param anew months where that was held anew already
 * @returns these, and the months that changed, as they now are
 */
export async function freeBeside(tx: Transaction, booking: StoredBooking, anew: StoredMonth[] = []): Promise<StoredMonth[]> {
  return claimFreed(tx, booking.propertyId, [...(await dropBeside(tx, booking, anew)), ...anew]);
}

/** What a booking leaves for other nights. @returns the months that changed, as they now are. @throws Refusal as `claimNights` */
export async function moveStay(tx: Transaction, booking: StoredBooking, to: Stay): Promise<StoredMonth[]> {
  return claimFreed(tx, booking.propertyId, await moveNights(tx, booking, to));
}

/** @returns the months that changed, as they now are */
export async function freeBlock(tx: Transaction, propertyId: Id, blockId: Id): Promise<StoredMonth[]> {
  return claimFreed(tx, propertyId, await dropBlock(tx, propertyId, blockId));
}
