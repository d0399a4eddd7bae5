/** Events in the words of those who support guests and hosts, without the names that programs have for them. */
import { Month, Night } from "../../../shared/contract/dates.ts";
import type { Activity, EventType } from "../../../shared/contract/events.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { inWords, mediumNight, monthTitle, plural } from "../words.ts";

const TYPES: Partial<Record<EventType, string>> = {
  "user.registered": "Person registered", "user.verified": "Address verified", "user.became_host": "Became a host",
  "property.created": "Property made", "property.changed": "Property changed", "property.listed": "Property listed",
  "property.unlisted": "Property taken off the list", "property.extended": "Months opened", "nights.priced": "Nights priced",
  "booking.expired": "Hold ended unpaid", "booking.released": "Hold released", "booking.held": "Stay held",
  "booking.requested": "Stay asked for", "booking.accepted": "Request accepted", "booking.declined": "Request declined",
  "booking.withdrawn": "Request taken back", "booking.checked_in": "Guest arrived", "booking.no_show": "Guest did not come",
  "payment.requires_action": "Bank asks to confirm", "payment.voided": "Payment called off",
};

/** booking.confirmed → Booking confirmed */
export const typeWords = (type: EventType): string => TYPES[type] ?? inWords(type);

type Facts = Activity["data"];
type Money = (amount: unknown) => string | undefined;

const night = (value: unknown) => (Night.safeParse(value).success ? mediumNight(value as Night) : undefined);
const count = (value: unknown) => (typeof value === "number" ? value : 0);
const text = (value: unknown) => (typeof value === "string" ? value : undefined);

const WORDS: Partial<Record<EventType, (facts: Facts, money: Money) => (string | false | undefined)[]>> = {
  "nights.blocked": ({ from, to, units }) => [run(from, to), count(units) > 1 && plural(count(units), "unit")],
  "nights.priced": ({ from, to, price, minNights, closedToArrival, closedToDeparture }, money) => [
    run(from, to),
    price === null ? "the usual price again" : money(price) && `${money(price)} a night`,
    count(minNights) > 0 && `${plural(count(minNights), "night")} at least`,
    closedToArrival === true && "no arrival",
    closedToDeparture === true && "no departure",
  ],
  "nights.unblocked": () => [],
  "property.extended": ({ to }) => [Month.safeParse(to).success && `open until ${monthTitle(to as Month)}`],
  "property.changed": ({ fields }) => [Array.isArray(fields) && fields.map((field) => inWords(camelWords(String(field))).toLowerCase()).join(", ")],
  "booking.confirmed": ({ amount }, money) => [money(amount) && `${money(amount)} paid`],
  "booking.cancelled": ({ refund, reason }, money) => [money(refund) && `${money(refund)} to go back`, text(reason) && `“${text(reason)}”`],
  "payment.started": ({ amount, attempt }, money) => [money(amount), count(attempt) > 1 && `attempt ${count(attempt)}`],
  "payment.captured": ({ amount }, money) => [money(amount)],
  "payment.refunded": ({ amount }, money) => [money(amount) && `${money(amount)} went back`],
  "payment.failed": ({ problem }) => [text(problem)],
  "case.opened": ({ kind, refundDue }, money) => [text(kind) && inWords(text(kind) ?? ""), money(refundDue) && `${money(refundDue)} to go back`],
};

const camelWords = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** From the first night to the one that is meant no more. */
function run(from: unknown, to: unknown): string | undefined {
  return night(from) && night(to) && `nights from ${night(from)}, until ${night(to)}`;
}

/** What an event says beside what it concerns; empty where its type says all. */
export function activityWords({ type, booking, data }: Activity): string {
  const currency = text(data["currency"]) ?? booking?.quote.currency;
  const money: Money = (amount) => (typeof amount === "number" && currency ? formatMoney(amount, currency) : undefined);
  return (WORDS[type]?.(data, money) ?? []).filter(Boolean).join(" · ");
}
