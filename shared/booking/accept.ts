import { outside } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { permissions } from "../contract/permissions.ts";
import { changeBooking, readBooking } from "../store/bookings.ts";
import type { StoredBooking } from "../store/documents.ts";
import type { StoredChange } from "../store/money-documents.ts";
import { claimNights, holdBeside } from "../store/months.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { recordBooking } from "./booking-event.ts";
import type { Actor, Context } from "./context.ts";
import { ANSWER_WITHIN } from "./deadline.ts";
import { hasItsNights } from "./has-its-nights.ts";
import { lapse } from "./lapse.ts";
import { changeUntil, makeChange } from "./make-change.ts";
import { readOwnBooking } from "./own.ts";
import { settle } from "./settle.ts";

/**
 * The host says yes: first the nights become the guest's for good, then the money is taken. Where it can't be taken the
 * nights are freed. So for other dates of a booking that is confirmed already. Again is as once.
 *
 * @throws Refusal `not_found`, `wrong_state` where it is no open request, or its time is over
 */
export async function accept(context: Context, actor: Actor, { id }: { id: Id }): Promise<StoredBooking> {
  await transact(context, async (tx) => {
    const { booking } = await readOwnBooking(tx, actor, id, permissions.accept);
    return booking.change ? acceptChange(tx, actor, booking, booking.change) : makePermanent(tx, actor, booking);
  });
  // Without the key: it has its answer by now, and would give that in place of what is still to be done.
  await takeAccepted({ ...context, once: undefined }, id);
  return readBooking(context, id);
}

/** Where it costs nothing more it is made, else the guest has a day to pay it. */
async function acceptChange(tx: Transaction, actor: Actor, booking: StoredBooking, change: StoredChange): Promise<StoredBooking> {
  if (change.awaits === "payment") return booking;
  if (change.until <= tx.now) throw new Refusal("wrong_state", "The request has ended; the guest can ask again");
  const by = { actor, role: "host" } as const;
  if (change.difference <= 0) return makeChange(tx, booking, change, by);
  const until = changeUntil(booking, change, tx.now, ANSWER_WITHIN);
  const months = await holdBeside(tx, booking, outside(booking, change), until);
  const offered = await changeBooking(tx, booking, { change: { ...change, awaits: "payment", until } });
  await recordBooking(tx, "booking.change_offered", by, offered, { months, data: { difference: change.difference } });
  return offered;
}

async function makePermanent(tx: Transaction, actor: Actor, booking: StoredBooking): Promise<StoredBooking> {
  const { _id: id } = booking;
  if (booking.acceptedAt) return booking;
  if (booking.status !== "requested") throw new Refusal("wrong_state", `Only a request can be accepted; this booking is ${booking.status}`);
  if (!(await hasItsNights(tx, booking))) throw new Refusal("wrong_state", "The request has ended; its nights are free again");
  const months = await claimNights(tx, booking.propertyId, booking, { id, kind: "booking", units: 1 });
  const accepted = await changeBooking(tx, booking, { acceptedAt: tx.now });
  await recordBooking(tx, "booking.accepted", { actor, role: "host" }, accepted, { months });
  return accepted;
}

/** Takes the money of a request that was accepted. A worker does it again where the process ended in between. */
export async function takeAccepted(context: Context, id: Id): Promise<void> {
  const { status, acceptedAt, payment } = await readBooking(context, id);
  if (status !== "requested" || !acceptedAt || !payment.intentId) return;
  const taken = await context.payments.capture({ intentId: payment.intentId, key: `${id}:${payment.attempt}:capture` });
  const isRefused = taken.status === "requires_capture" && taken.problem !== undefined;
  const intent = isRefused ? await context.payments.cancelIntent(taken.id) : taken;
  if (intent.status === "succeeded") return settle(context, intent.id);
  if (intent.status === "requires_capture" || intent.status === "processing") return;
  await transact(context, async (tx) => {
    const booking = await readBooking(tx, id);
    if (booking.status !== "requested" || !booking.acceptedAt) return;
    const failed = { ...booking.payment, status: "failed" as const, problem: taken.problem ?? "The authorisation has ended; nothing was charged" };
    await lapse(tx, booking, { payment: failed, data: { reason: "not_captured" } });
  });
}
