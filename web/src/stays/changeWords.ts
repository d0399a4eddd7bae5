/** How a change of dates is said. Pure. */
import type { BookingView, DatesOffer, PendingChange } from "../../../shared/contract/booking.ts";
import { instantAt, type Stay } from "../../../shared/contract/dates.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { plural, stayDates } from "../words.ts";

export type Wish = Stay & { guests: number };

export const isSameStay = (a: Wish, b: Wish): boolean => a.checkIn === b.checkIn && a.checkOut === b.checkOut && a.guests === b.guests;

/** Thu, 24 – Sun, 27 Dec, 2 guests */
export const wishWords = (wish: Wish): string => `${stayDates(wish)}, ${plural(wish.guests, "guest")}`;

export function differenceWords({ difference, asksHost }: Pick<DatesOffer, "difference" | "asksHost">, currency: string): string {
  const amount = formatMoney(Math.abs(difference), currency);
  const [you, it] = asksHost ? ["If the host agrees, you", "If the host agrees, it"] : ["You", "It"];
  if (difference > 0) return `${you} pay ${amount} more`;
  if (difference === 0) return `${it} costs nothing more`;
  return `${asksHost ? "If the host agrees, " : ""}${amount} comes back to your card`;
}

/** What the button that makes the change says. */
export function changeLabel({ difference, asksHost }: Pick<DatesOffer, "difference" | "asksHost">, currency: string): string {
  if (asksHost) return "Ask the host";
  if (difference > 0) return `Go on to pay ${formatMoney(difference, currency)}`;
  return difference < 0 ? `Change, ${formatMoney(-difference, currency)} back` : "Change the dates";
}

export interface ChangeNews {
  text: string;
  /** `spoken` where the page itself shows it. */
  tone: "good" | "lamp" | "plain" | "spoken";
}

type Seen = Wish & Pick<BookingView, "status"> & { change?: PendingChange | undefined };

/** What has become of a change between two sights of a booking; nothing where nothing has. */
export function changeNews(before: Seen, after: Seen, { now, byMe }: { now: number; byMe: boolean }): ChangeNews | undefined {
  if (!isSameStay(before, after)) return { text: `Your stay is changed: ${wishWords(after)}.`, tone: "good" };
  if (after.change) return begun(before.change, after.change);
  return before.change && after.status === before.status ? ended(before.change, { now, byMe }) : undefined;
}

function begun(before: PendingChange | undefined, { awaits }: PendingChange): ChangeNews | undefined {
  if (before?.awaits === awaits) return undefined;
  if (awaits === "host") return { text: "The host has been asked for the new dates.", tone: "spoken" };
  if (before) return { text: "The host agrees. Pay the difference, and the new dates are yours.", tone: "lamp" };
  return { text: "The new dates are held for you. Pay the difference, and they are yours.", tone: "spoken" };
}

function ended({ awaits, until }: PendingChange, { now, byMe }: { now: number; byMe: boolean }): ChangeNews {
  const stays = "Your stay is as it was.";
  if (byMe) return { text: awaits === "host" ? `You took it back. ${stays}` : `You dropped the change. ${stays}`, tone: "plain" };
  const isLate = Date.parse(until) <= now;
  if (awaits === "payment") return { text: isLate ? `The new dates were not paid in time. ${stays}` : `The change of dates was dropped. ${stays}`, tone: "plain" };
  return { text: isLate ? `The host did not answer in time. ${stays}` : `The host declined the new dates. ${stays}`, tone: "plain" };
}

/** Until check-in, and one change at a time. */
export function canChangeDates({ status, change, checkIn, checkInFrom, timeZone }: Pick<BookingView, "status" | "change" | "checkIn" | "checkInFrom" | "timeZone">, now: number): boolean {
  return status === "confirmed" && !change && now < instantAt(checkIn, checkInFrom, timeZone).getTime();
}
