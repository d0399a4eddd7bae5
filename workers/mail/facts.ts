/** What a letter says, as things are when it is sent. Nothing where it has nothing to say any more. */
import { trusted } from "mongoose";
import { unsubscribeToken } from "../../shared/accounts/unsubscribe.ts";
import { canBeHeld } from "../../shared/booking/can-be-held.ts";
import type { Stay } from "../../shared/contract/dates.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { LetterTopic } from "../../shared/contract/user.ts";
import type { StoredUser } from "../../shared/store/documents.ts";
import { readMonthsNamed } from "../../shared/store/months.ts";
import { monthsOfWishes } from "../../shared/wishes/stays.ts";
import { accountFacts, isOfAccount } from "./account-facts.ts";
import type { MailContext } from "./context.ts";
import { type LetterFacts, type Recipient, rulesOf } from "./letters/kinds.ts";
import type { LetterJob } from "./plan.ts";
import { stayFacts } from "./stay-facts.ts";

/** Whom a letter is for, and the link in it that ends its kind. */
export interface Addressed {
  recipient: Recipient;
  unsubscribe: string;
}

/** @param to where it goes, where that is not its person's address of now */
export async function factsOf(context: MailContext, letter: LetterJob, to: string | undefined, now: Date): Promise<LetterFacts | undefined> {
  const { store } = context;
  const user = await store.users.findOne({ _id: letter.userId, deletedAt: trusted({ $exists: false }) }).lean();
  if (!user) return undefined;
  const { topic } = rulesOf(letter.kind);
  if (topic && user.letters?.[topic] === false) return undefined;
  const recipient = recipientOf(user);
  const { kind } = letter;
  if (isOfAccount(kind)) return accountFacts(context, kind, user, letter, to);
  const unsubscribe = topic ? await linkToEnd(context, user, topic, now) : "";
  if (kind === "wish_freed") return wishFacts(context, letter, { recipient, unsubscribe }, now);
  return stayFacts(context, kind, letter, { recipient, unsubscribe }, now);
}

export function recipientOf({ name, email, language = "en" }: StoredUser): Recipient {
  return { name, email, language };
}

async function linkToEnd({ keys, publicUrl }: MailContext, { _id }: StoredUser, topic: LetterTopic, now: Date): Promise<string> {
  return `${publicUrl}/api/letters/unsubscribe?token=${await unsubscribeToken(keys, _id, topic, now)}`;
}

/** Of nights that others have by now nobody is told. */
async function wishFacts({ store, publicUrl }: MailContext, { eventId }: LetterJob, addressed: Addressed, now: Date): Promise<LetterFacts | undefined> {
  const event = await store.events.findById(eventId).lean();
  const { wishId, checkIn, checkOut } = (event?.data ?? {}) as unknown as Stay & { wishId: Id };
  const wish = await store.wishes.findById(wishId).lean();
  const property = wish && (await store.properties.findById(wish.propertyId).lean());
  if (!property || property.status !== "listed") return undefined;
  const { guests } = wish;
  const months = await readMonthsNamed({ store }, property._id, monthsOfWishes([{ checkIn, checkOut, flexibleDays: 0 }]));
  if (!canBeHeld(property, months, { checkIn, checkOut, guests }, now)) return undefined;
  const search = new URLSearchParams({ checkIn, checkOut, guests: String(guests) }).toString();
  const { title, city } = property;
  return { kind: "wish_freed", ...addressed, link: `${publicUrl}/properties/${property._id}?${search}`, wish: { title, city, checkIn, checkOut } };
}
