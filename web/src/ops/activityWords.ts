/** Events in the words of those who support guests and hosts, without the names that programs have for them. */
import { z } from "zod";
import { CaseKind } from "../../../shared/contract/case.ts";
import { Month, Night } from "../../../shared/contract/dates.ts";
import type { Activity, EventType } from "../../../shared/contract/events.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { inWords, mediumNight, monthTitle, plural, stayDates } from "../words.ts";
import { kindWords } from "./caseWords.ts";
import { jobTitle } from "./jobWords.ts";

const TYPES: Partial<Record<EventType, string>> = {
  "user.registered": "Person registered", "user.verified": "Address verified", "user.became_host": "Became a host",
  "user.revoked": "Rights ended or changed", "user.session_reused": "Copied session found", "user.reset_asked": "New password asked for",
  "user.password_changed": "Password changed", "user.email_asked": "Other address asked for", "user.email_changed": "Address changed",
  "user.renamed": "Name changed", "user.preferences_changed": "Letters chosen", "user.role_changed": "Role changed", "user.suspended": "Person suspended",
  "user.restored": "Person restored", "user.deleted": "Account deleted",
  "property.created": "Property made", "property.changed": "Property changed", "property.listed": "Property listed",
  "property.unlisted": "Property taken off the list", "property.extended": "Months opened", "nights.priced": "Nights priced",
  "booking.expired": "Hold ended unpaid", "booking.released": "Hold released", "booking.held": "Stay held",
  "booking.requested": "Stay asked for", "booking.accepted": "Request accepted", "booking.declined": "Request declined",
  "booking.withdrawn": "Request taken back", "booking.checked_in": "Guest arrived", "booking.no_show": "Guest did not come",
  "booking.change_requested": "Other dates asked for", "booking.change_offered": "Other dates to be paid",
  "booking.change_declined": "Other dates declined", "booking.change_dropped": "Other dates given up",
  "calendar.added": "Calendar added", "calendar.changed": "Calendar changed", "calendar.removed": "Calendar removed",
  "calendar.imported": "Stays of another platform", "calendar.conflict": "Booked twice", "calendar.failed": "Calendar can’t be read",
  "calendar.doubted": "Calendar doubted", "calendar.stale": "Calendars too old", "calendar.fresh": "Calendars read again",
  "case.assigned": "Case taken", "job.failed": "Job given up or failing", "job.retried": "Job run again",
  "webhook.created": "Webhook added", "webhook.rotated": "Webhook’s secret changed", "webhook.parked": "Webhook not reached", "webhook.redelivered": "Webhook told again",
  "wish.made": "Waits for nights", "wish.dropped": "Waits for nights no longer", "wish.told": "Told of freed nights",
  "payment.requires_action": "Bank asks to confirm", "payment.voided": "Payment called off",
  "payment.refund_decided": "Refund decided", "payment.refund_failed": "Refund came back",
};

/** booking.confirmed → Booking confirmed */
export const typeWords = (type: EventType): string => TYPES[type] ?? inWords(type);

type Facts = Activity["data"] & Pick<Activity, "booking">;
type Money = (amount: unknown) => string | undefined;

const night = (value: unknown) => (Night.safeParse(value).success ? mediumNight(value as Night) : undefined);
const count = (value: unknown) => (typeof value === "number" ? value : 0);
const text = (value: unknown) => (typeof value === "string" ? value : undefined);
const quoted = (value: unknown) => text(value) && `“${text(value)}”`;

const named = ({ name }: Facts) => [text(name)];

const WORDS: Partial<Record<EventType, (facts: Facts, money: Money) => (string | false | undefined)[]>> = {
  "user.role_changed": ({ role, granted, reason }) => [text(role) && `${inWords(text(role) ?? "")} ${granted === true ? "given" : "taken"}`, quoted(reason)],
  "user.suspended": ({ reason }) => [quoted(reason)],
  "user.restored": ({ reason }) => [quoted(reason)],
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
  "booking.cancelled": ({ refund, reason }, money) => [money(refund) && `${money(refund)} to go back`, quoted(reason)],
  "booking.change_requested": asked,
  "booking.change_offered": asked,
  "booking.changed": ({ before, difference, kept }, money) => [stayBefore(before), more(difference, money), count(kept) > 0 && `the host keeps ${money(kept)}`],
  "payment.started": ({ amount, attempt }, money) => [money(amount), count(attempt) > 1 && `attempt ${count(attempt)}`],
  "payment.captured": ({ amount }, money) => [money(amount)],
  "payment.refunded": ({ amount }, money) => [money(amount) && `${money(amount)} went back`],
  "payment.refund_decided": ({ amount, reason }, money) => [money(amount) && `${money(amount)} to go back`, quoted(reason)],
  "payment.refund_failed": ({ amount }, money) => [money(amount) && `the bank could not return ${money(amount)}`],
  "payment.disputed": ({ amount, open }, money) => [money(amount), open === false && "the dispute is over"],
  "payment.failed": ({ problem }) => [text(problem)],
  "job.failed": ({ job }) => [text(job) && jobTitle(text(job) ?? "")],
  "job.retried": ({ job, reason }) => [text(job) && jobTitle(text(job) ?? ""), quoted(reason)],
  "wish.made": ({ checkIn, checkOut, flexibleDays }) => [stay(checkIn, checkOut), count(flexibleDays) > 0 && `or up to ${plural(count(flexibleDays), "day")} earlier or later`],
  "wish.told": ({ checkIn, checkOut }) => [stay(checkIn, checkOut)],
  "webhook.created": ({ calls }) => [text(calls)], "webhook.rotated": ({ calls }) => [text(calls)], "webhook.deleted": ({ calls }) => [text(calls)],
  "webhook.changed": ({ calls, enabled, because }) => [text(calls), enabled === false && (because === "gone" ? "disabled: it is gone" : "disabled")],
  "webhook.parked": ({ calls, tries }) => [text(calls), `given up after ${plural(count(tries), "try", "tries")}`],
  "webhook.redelivered": ({ calls, count: many }) => [text(calls), plural(count(many), "message")],
  "calendar.added": named, "calendar.changed": named, "calendar.removed": named, "calendar.imported": named,
  "calendar.failed": ({ name, problem }) => [text(name), text(problem)],
  "calendar.doubted": ({ name, before, now }) => [text(name), `${plural(count(before), "stay")} before, ${count(now)} now`],
  "calendar.conflict": ({ name, checkIn, checkOut }) => [text(name), run(checkIn, checkOut)],
  "calendar.stale": () => ["guests ask and are not booked at once"],
  "case.opened": ({ kind, refundDue, amount }, money) => [caseKind(kind), money(refundDue) ? `${money(refundDue)} to go back` : money(amount)],
  "case.assigned": ({ kind, reason }) => [caseKind(kind), quoted(reason)],
  "case.resolved": ({ kind, reason }) => [caseKind(kind), quoted(reason)],
};

const caseKind = (kind: unknown) => (CaseKind.safeParse(kind).success ? kindWords(kind as CaseKind).title : text(kind) && inWords(text(kind) ?? ""));

const stay = (checkIn: unknown, checkOut: unknown) => (Night.safeParse(checkIn).success && Night.safeParse(checkOut).success ? stayDates({ checkIn: checkIn as Night, checkOut: checkOut as Night }) : undefined);

/** What a change of dates costs; a difference of nothing is said, too. */
function more(difference: unknown, money: Money): string | undefined {
  if (typeof difference !== "number") return undefined;
  if (difference === 0) return "at the same price";
  return difference > 0 ? `${money(difference)} more` : `${money(-difference)} to go back`;
}

/** The dates that are asked for: the booking itself still has its own. */
function asked({ booking, difference }: Facts, money: Money): (string | undefined)[] {
  const change = booking?.change;
  return [change && `${stayDates(change)}, ${plural(change.guests, "guest")}`, more(change?.difference ?? difference, money)];
}

const Before = z.object({ checkIn: Night, checkOut: Night, guests: z.number() });

/** How the stay was; how it is, the booking says. */
function stayBefore(before: unknown): string | undefined {
  const was = Before.safeParse(before).data;
  return was && `before ${stayDates(was)}, ${plural(was.guests, "guest")}`;
}

const camelWords = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** From the first night to the one that is meant no more. */
function run(from: unknown, to: unknown): string | undefined {
  return night(from) && night(to) && `nights from ${night(from)}, until ${night(to)}`;
}

/** What an event says beside what it concerns; empty where its type says all. */
export function activityWords({ type, booking, data }: Activity): string {
  const currency = text(data["currency"]) ?? booking?.quote.currency;
  const money: Money = (amount) => (typeof amount === "number" && currency ? formatMoney(amount, currency) : undefined);
  return (WORDS[type]?.({ ...data, ...(booking && { booking }) }, money) ?? []).filter(Boolean).join(" · ");
}
