import { trusted } from "mongoose";
import type { Logger } from "pino";
import type { StoredDelivery, StoredUser } from "../../shared/store/documents.ts";
import type { MailedKind } from "../../shared/accounts/tokens.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { emailChangedLetter, newEmailLetter, passwordChangedLetter, resetLetter, verificationLetter } from "./account-letters.ts";
import { cancellationLetter, confirmationLetter } from "./letters.ts";
import type { Letter, Mailer } from "./mailer.ts";

export interface MailContext extends TransactionContext {
  mailer: Mailer;
  log: Logger;
  /** Where links lead, without a slash at the end. */
  publicUrl: string;
  tokenFor(kind: MailedKind, user: StoredUser, email: string): Promise<string>;
}

/** Milliseconds until another may try a letter that somebody has begun to send; doubled with each try. */
const FIRST_PAUSE = 30_000;
const MOST_TRIES = 8;

/** Sends the letters that are due. One that can't be sent is tried later; after eight tries it is given up, and logged. */
export async function deliver(context: MailContext): Promise<void> {
  for (;;) {
    const delivery = await take(context);
    if (!delivery) return;
    try {
      const letter = await compose(context, delivery);
      if (letter) await context.mailer(letter);
      await context.store.deliveries.updateOne({ _id: delivery._id }, { $set: { due: false, ...(letter && { sentAt: await context.clock() }) } });
    } catch (error) {
      context.log.warn({ err: error, delivery: delivery._id, tries: delivery.tries }, "a letter could not be sent");
      if (delivery.tries >= MOST_TRIES) await context.store.deliveries.updateOne({ _id: delivery._id }, { $set: { due: false } });
    }
  }
}

/** Takes one that is due and sets its next try ahead, so that no other takes it and none is lost if this one dies. */
async function take({ store, clock }: TransactionContext): Promise<StoredDelivery | null> {
  for (;;) {
    const now = await clock();
    const due = await store.deliveries.findOne({ due: true, tryAt: trusted({ $lte: now }) }).sort({ tryAt: 1 }).lean();
    if (!due) return null;
    const tryAt = new Date(now.getTime() + FIRST_PAUSE * 2 ** due.tries);
    const taken = await store.deliveries
      .findOneAndUpdate({ _id: due._id, due: true, tries: due.tries }, { $set: { tryAt, tries: due.tries + 1 } }, { returnDocument: "after" })
      .lean();
    if (taken) return taken;
  }
}

/** Looks at what the letter is about as it is now. `undefined` where there is nothing to say any more. */
async function compose(context: MailContext, delivery: StoredDelivery): Promise<Letter | undefined> {
  const { store } = context;
  const user = await store.users.findOne({ _id: delivery.userId, deletedAt: trusted({ $exists: false }) }).lean();
  if (!user) return undefined;
  if (delivery.kind !== "confirmation" && delivery.kind !== "cancellation") return accountLetter(context, delivery, user);
  const booking = await store.bookings.findById(delivery.bookingId).lean();
  if (!booking) return undefined;
  const link = `${context.publicUrl}/stays/${booking._id}`;
  if (delivery.kind === "cancellation") return booking.status === "cancelled" ? cancellationLetter(user, booking, link) : undefined;
  if (booking.status !== "confirmed") return undefined;
  const property = await store.properties.findById(booking.propertyId).lean();
  return property ? confirmationLetter(user, booking, property, link) : undefined;
}

async function accountLetter({ store, publicUrl, tokenFor }: MailContext, { _id, kind, userId, to }: StoredDelivery, user: StoredUser): Promise<Letter | undefined> {
  if (kind === "password_changed") return passwordChangedLetter(user, `${publicUrl}/forgot`);
  if (kind === "email_changed") return to === undefined ? undefined : emailChangedLetter({ ...user, email: to });
  // Asked for several times, one letter does: the last.
  if (await store.deliveries.exists({ kind, userId, due: true, _id: trusted({ $ne: _id }) })) return undefined;
  if (kind === "reset") return user.verified ? resetLetter(user, `${publicUrl}/reset?token=${await tokenFor("reset", user, user.email)}`) : undefined;
  const link = async (email: string, of: MailedKind) => `${publicUrl}/verify-email?token=${await tokenFor(of, user, email)}`;
  if (kind === "new_email") return user.newEmail === undefined ? undefined : newEmailLetter({ ...user, email: user.newEmail }, await link(user.newEmail, "new_email"));
  return user.verified ? undefined : verificationLetter(user, await link(user.email, "verification"));
}
