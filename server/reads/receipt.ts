import { Refusal } from "../../shared/contract/errors.ts";
import type { Receipt } from "../../shared/contract/receipt.ts";
import { returnable } from "../../shared/booking/charges.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { movementsOf } from "../../shared/store/ledger.ts";
import type { StoredMovement } from "../../shared/store/money-documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { readProperty } from "../../shared/store/properties.ts";
import { namesOf } from "./names.ts";

/** Stays of which the guest was told where they are. */
const TOLD = new Set<StoredBooking["status"]>(["confirmed", "checked_in", "completed", "no_show"]);

/** What a guest paid and got back, as the ledger has it. @throws Refusal `wrong_state` where nothing was paid */
export async function receiptOf(store: Store, booking: StoredBooking): Promise<Receipt> {
  const { payment, quote, status, property: held } = booking;
  if (payment.captured === 0) throw new Refusal("wrong_state", "Nothing was paid for this stay, so there is no receipt");
  const { country, address } = await readProperty({ store }, booking.propertyId);
  const names = await namesOf(store, [booking.guestId, booking.hostId]);
  return {
    bookingId: booking._id,
    guestName: names.get(booking.guestId) ?? "",
    hostName: names.get(booking.hostId) ?? "",
    propertyTitle: held.title,
    city: held.city,
    country,
    ...(TOLD.has(status) && { address }),
    timeZone: held.timeZone,
    status,
    checkIn: booking.checkIn,
    checkOut: booking.checkOut,
    guests: booking.guests,
    quote,
    kept: TOLD.has(status) ? Math.max(0, returnable(payment) - quote.total) : 0,
    movements: (await movementsOf({ store }, booking._id)).flatMap(moved),
    paid: payment.captured,
    refunded: payment.refunded,
    refundDue: Math.max(0, payment.refundDue - payment.refunded),
  };
}

/** What of a movement the guest's card saw. What a bank has taken back is between the bank and the service. */
function moved({ lines, at }: StoredMovement): Receipt["movements"] {
  const sum = (...accounts: string[]) => lines.reduce((total, { account, amount }) => (accounts.includes(account) ? total + amount : total), 0);
  const amount = sum("provider", "disputes");
  if (amount === 0) return [];
  return [{ at: at.toISOString(), kind: amount > 0 ? "payment" : "refund", amount: Math.abs(amount) }];
}
