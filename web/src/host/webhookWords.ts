/** Webhooks and what was told in words. Pure. */
import { KEPT_DAYS, type Webhook, type WebhookDelivery, WEBHOOK_TYPES, type WebhookType } from "../../../shared/contract/webhook.ts";
import { dayAndTime, inWords, plural } from "../words.ts";

/** The part of an address that one knows it by, without what may let its caller in. */
export function calledAt(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return `${host}${pathname === "/" ? "" : pathname}`;
}

const FAMILIES = { booking: "Bookings", payment: "Payments", nights: "Nights", calendar: "Calendars", property: "Properties" };

/** All that can be told, by what it is about. */
export const families = Object.entries(FAMILIES).map(([family, title]) => ({ title, types: WEBHOOK_TYPES.filter((type) => type.startsWith(`${family}.`)) }));

/** Of `booking.checked_in`, under its family: Checked in */
export const typeShort = (type: WebhookType) => inWords(type.slice(type.indexOf(".") + 1));

/** How many are named before they are only counted. */
const FEW = 3;

export function typesWords({ types }: Pick<Webhook, "types">): string {
  if (!types) return "Everything";
  const whole = families.filter((family) => family.types.every((type) => types.includes(type)));
  const rest = types.filter((type) => !whole.some((family) => family.types.includes(type)));
  if (rest.length > FEW) return `${types.length} of ${WEBHOOK_TYPES.length} kinds`;
  return [...whole.map(({ title }) => title), ...rest.map(inWords)].join(", ");
}

export function stateOf({ enabled, disabledBecause, failingSince, parked }: Webhook): { tag: string; tone: string } {
  if (!enabled) return disabledBecause === "gone" ? { tag: "Gone", tone: "lamp" } : { tag: "Disabled", tone: "" };
  return parked > 0 || failingSince ? { tag: "Not reached", tone: "lamp" } : { tag: "Enabled", tone: "good" };
}

/** 2 wait · 3 parked */
export function countsWords({ waiting, parked }: Pick<Webhook, "waiting" | "parked">): string {
  return [waiting > 0 && `${waiting} ${waiting === 1 ? "waits" : "wait"}`, parked > 0 && `${parked} parked`].filter(Boolean).join(" · ") || "Nothing waits";
}

export const STATES: Record<WebhookDelivery["state"], { title: string; tone: string; none: string }> = {
  waiting: { title: "Waiting", tone: "", none: "Nothing waits: all that happened was told, or is parked." },
  parked: { title: "Parked", tone: "lamp", none: "Nothing was given up." },
  delivered: { title: "Delivered", tone: "good", none: `Nothing was told in the last ${KEPT_DAYS} days.` },
};

/** Answered 500 after 120 ms */
export function answerWords({ attempts }: Pick<WebhookDelivery, "attempts">): string {
  const last = attempts.at(-1);
  if (!last) return "Not tried yet";
  const { status, problem, milliseconds } = last;
  const took = milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  return [status !== undefined && `Answered ${status} after ${took}`, problem && (status === undefined ? `${problem} (${took})` : problem)].filter(Boolean).join(". ");
}

/** Tried 3 times, next 24 Nov, 14:03; of what is over: Tried once, 24 Nov, 14:03 */
export function triesWords({ state, tries, tryAt, attempts }: Pick<WebhookDelivery, "state" | "tries" | "tryAt" | "attempts">): string {
  const tried = tries === 0 ? "" : `Tried ${tries === 1 ? "once" : plural(tries, "time")}`;
  const last = attempts.at(-1);
  if (state === "waiting") return [tried, tryAt && tries > 0 ? `next ${dayAndTime(tryAt)}` : "is tried soon"].filter(Boolean).join(", ");
  return [tried, last && `${tries > 1 ? "last " : ""}${dayAndTime(last.at)}`].filter(Boolean).join(", ");
}
