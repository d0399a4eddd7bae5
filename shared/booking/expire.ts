import type { Id } from "../contract/ids.ts";
import { readBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import { transact } from "../store/transact.ts";
import type { Context } from "./context.ts";
import { lapse } from "./lapse.ts";

/** When a hold, or a request that nobody has answered, is over; `undefined` for what does not lapse. */
function lapsesAt({ status, holdUntil, requestUntil, acceptedAt }: StoredBooking): Date | undefined {
  if (status === "held") return holdUntil;
  return status === "requested" && !acceptedAt ? requestUntil : undefined;
}

/**
 * Writes down that a hold or a request is over and removes what is left of its claims. Its nights were free from then on:
 * this makes it prompt, it decides nothing. @returns whether it was still to be done
 */
export async function expire(context: Context, id: Id): Promise<boolean> {
  return transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    const end = lapsesAt(booking);
    if (!end || end > tx.now) return false;
    await lapse(tx, booking);
    return true;
  });
}
