import { randomBytes } from "node:crypto";
import { trusted } from "mongoose";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { record } from "../store/events.ts";
import { transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import { hashPassword } from "./passwords.ts";
import { readMeByPassword } from "./change-me.ts";
import { revokeAll } from "./revoke.ts";

/** Bookings that still need both sides. */
const UNDER_WAY = ["held", "requested", "confirmed", "checked_in"];

/**
 * Deletes an account: name, address and password are gone, devices signed out, letters in the embedded mailbox removed.
 * Bookings, events and the ledger stay for accounting: they hold an id that names nobody any more.
 *
 * @throws Refusal `wrong_state` while a stay, a listed property or a refund is under way; `invalid_input`, `unauthenticated`
 */
export async function deleteMe(context: TransactionContext, { id }: { id: Id }, { password }: { password: string }): Promise<void> {
  const { email } = await readMeByPassword(context, { id }, password, "password");
  const passwordHash = await hashPassword(randomBytes(32).toString("base64url"));
  await transact(context, async (tx) => {
    await refuseWhileUnderWay(tx, id);
    const left = { email: `deleted-${id}`, name: "Somebody who left", passwordHash, roles: [], verified: false, deletedAt: tx.now };
    await tx.store.users.updateOne({ _id: id }, { $set: left, $unset: { newEmail: "", google: "", language: "", letters: "" } }, { session: tx.session });
    await tx.store.once.deleteMany({ "answer.id": id }, { session: tx.session });
    await tx.store.mailbox.deleteMany({ to: email }, { session: tx.session });
    const open: object = { userId: id, state: trusted({ $in: ["waiting", "sending"] }) };
    await tx.store.deliveries.updateMany(open, { $set: { state: "void", at: tx.now }, $unset: { to: "", until: "", taking: "" } }, { session: tx.session });
    await tx.store.wishes.deleteMany({ userId: id }, { session: tx.session });
    await tx.store.calendars.deleteMany({ hostId: id }, { session: tx.session });
    await tx.store.calendarAddresses.deleteMany({ hostId: id }, { session: tx.session });
    const actor = { id, role: "guest" } as const;
    await record(tx, { type: "user.deleted", actor, userId: id, data: {} });
    await revokeAll(tx, id, "deleted", actor);
  });
}

async function refuseWhileUnderWay({ store, session }: Transaction, id: Id): Promise<void> {
  const mine: object = { $or: [{ guestId: id }, { hostId: id }] };
  const underWay: object = { $or: [{ status: trusted({ $in: UNDER_WAY }) }, { "payment.refundOpen": true }] };
  const open = await store.bookings.exists({ $and: [mine, underWay] }).session(session);
  if (open) throw new Refusal("wrong_state", "A stay or a refund of yours is under way; cancel it or wait until it is over");
  const listed = await store.properties.exists({ hostId: id, status: "listed" }).session(session);
  if (listed) throw new Refusal("wrong_state", "A property of yours is listed; take it off the list first");
}
