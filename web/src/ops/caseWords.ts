/** Cases in words, and what was found. Pure. */
import type { Case, CaseKind } from "../../../shared/contract/case.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { inWords } from "../words.ts";

const KINDS: Record<CaseKind, { title: string; says: string }> = {
  late_payment: { title: "Paid too late", says: "The guest paid for nights that could not be had any more. What was paid is due back." },
  refund_failed: { title: "Refund failed", says: "Money that is due back to the guest can’t be returned to the card." },
  dispute: { title: "Payment disputed", says: "The cardholder asks the bank for the money back." },
  drift: { title: "Sums differ", says: "What the payment provider counts and what is written down here differ." },
  calendar_conflict: { title: "Booked twice", says: "Another platform has a stay on nights of this booking, and no unit is left. Help the host to settle which guest stays." },
};

export const kindWords = (kind: CaseKind): { title: string; says: string } => KINDS[kind];

/** Where the name that programs have for it would puzzle. */
const NAMES: Record<string, string> = { amount: "Amount", refundDue: "Due back", due: "Due back", ours: "Written down here", theirs: "At the provider", why: "Why" };

const isAmount = (value: unknown): value is number => typeof value === "number" && Number.isInteger(value);

const camelWords = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const nameOf = (name: string) => NAMES[name] ?? inWords(camelWords(name));

/** @param currency of the booking, where it is known: without it an amount in minor units would mislead, and is left out */
export function caseFacts({ data }: Pick<Case, "data">, currency: string | undefined): { name: string; text: string }[] {
  return Object.entries(data).flatMap(([name, value]) => {
    if (isAmount(value)) return currency ? [{ name: nameOf(name), text: formatMoney(value, currency) }] : [];
    if (typeof value === "string" && value !== "") return [{ name: nameOf(name), text: value }];
    return typeof value === "boolean" ? [{ name: nameOf(name), text: value ? "yes" : "no" }] : [];
  });
}

/** Who sees to it, for the person who looks. */
export function assigneeWords({ assigneeId }: Pick<Case, "assigneeId">, me: string | undefined): string {
  if (!assigneeId) return "Nobody has taken it";
  return assigneeId === me ? "You see to it" : "Somebody else sees to it";
}

const HOUR = 3_600_000;

/** 2 days; 5 hours; 3 minutes. How long it has waited. @param now milliseconds since 1970 */
export function waited(openedAt: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(openedAt));
  const [count, unit] = ms >= 48 * HOUR ? [Math.floor(ms / (24 * HOUR)), "day"] : ms >= 2 * HOUR ? [Math.floor(ms / HOUR), "hour"] : [Math.max(1, Math.floor(ms / 60_000)), "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
