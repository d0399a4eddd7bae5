/** What is known of single nights, and what a stay may be. Pure; nights and days are the property's own dates. */
import { monthKey } from "../../../shared/contract/client/months.ts";
import { addDays, dayOf, daysBetween, instantAt, localDate, monthOf, type Night, nightsOf, type Stay } from "../../../shared/contract/dates.ts";
import type { PublicMonth } from "../../../shared/contract/month.ts";
import type { Property } from "../../../shared/contract/property.ts";
import { withoutOwn } from "./own.ts";

export type NightState = "free" | "held" | "taken" | "past" | "closed";

export interface NightFacts {
  free: number;
  price: number;
  /** The earliest end of a hold, milliseconds since 1970; only where nothing is free. */
  heldUntil?: number;
  minNights?: number;
  closedToArrival: boolean;
  closedToDeparture: boolean;
}

/** Everything that decides about a stay at one property, at one moment. */
export interface Calendar {
  /** Nothing for a night whose month is not known, or not open. */
  facts(night: Night): NightFacts | undefined;
  rules: Property["rules"];
  timeZone: string;
  /** Milliseconds since 1970, the server's. */
  now: number;
  today: Night;
  /** The last possible check-out. */
  horizon: Night;
  /** The stay that the guest has here and would change: what does not become worse by it is not asked again. */
  own?: Stay;
}

/** @param own a stay of the guest's in these months: to them its nights are not taken */
export function calendarOf(property: Pick<Property, "id" | "rules" | "timeZone">, months: ReadonlyMap<string, PublicMonth>, now: number, own?: Stay): Calendar {
  const today = localDate(new Date(now), property.timeZone);
  const seen = own ? withoutOwn(months, property.id, own) : months;
  return {
    facts: (night) => factsOf(seen.get(monthKey(property.id, monthOf(night))), dayOf(night)),
    rules: property.rules,
    timeZone: property.timeZone,
    now,
    today,
    horizon: addDays(today, property.rules.horizonDays),
    ...(own && { own }),
  };
}

export const isOwn = ({ own }: Calendar, night: Night): boolean => own !== undefined && night >= own.checkIn && night < own.checkOut;
/** A stay of one's own may end beyond the horizon: it can have come nearer since. */
const isBeyond = ({ horizon, own }: Calendar, night: Night) => night >= horizon && !(own && night < own.checkOut);

function factsOf(month: PublicMonth | undefined, day: number): NightFacts | undefined {
  const free = month?.free[day - 1];
  const price = month?.price[day - 1];
  if (!month || free === undefined || price === undefined) return undefined;
  const heldUntil = month.heldUntil?.[day];
  const minNights = month.minNights?.[day];
  return {
    free,
    price,
    ...(heldUntil && { heldUntil: Date.parse(heldUntil) }),
    ...(minNights && { minNights }),
    closedToArrival: month.closedToArrival?.includes(day) ?? false,
    closedToDeparture: month.closedToDeparture?.includes(day) ?? false,
  };
}

/** A night whose hold has just lapsed can be tried, although the server has not removed the hold yet. */
export function canSleep(calendar: Calendar, night: Night): boolean {
  const facts = calendar.facts(night);
  if (!facts || night < calendar.today || isBeyond(calendar, night)) return false;
  return facts.free > 0 || (facts.heldUntil !== undefined && facts.heldUntil <= calendar.now);
}

export function stateOf(calendar: Calendar, night: Night): NightState {
  if (night < calendar.today) return "past";
  const facts = calendar.facts(night);
  if (!facts || isBeyond(calendar, night)) return "closed";
  if (!canSleep(calendar, night)) return facts.heldUntil === undefined ? "taken" : "held";
  return whyNotArrive(calendar, night) === undefined ? "free" : "closed";
}

/** Why nobody can arrive on that day, though the night itself may be free. */
export function whyNotArrive(calendar: Calendar, night: Night): string | undefined {
  const facts = calendar.facts(night);
  if (night < calendar.today) return "it is over";
  if (!facts || isBeyond(calendar, night)) return "it can't be booked yet";
  if (!canSleep(calendar, night)) return facts.heldUntil === undefined ? "it is taken" : "somebody holds it";
  if (night === calendar.own?.checkIn) return undefined;
  if (facts.closedToArrival) return "no arrival on this day";
  const notice = instantAt(night, calendar.rules.checkInFrom, calendar.timeZone).getTime() - calendar.now;
  if (calendar.rules.noticeHours > 0 && notice < calendar.rules.noticeHours * 3_600_000) return "it is too soon to arrive";
  return undefined;
}

/** Why this stay can't be had, in the order in which a guest would want to know. */
export function whyNotStay(calendar: Calendar, { checkIn, checkOut }: Stay): string | undefined {
  const { rules, horizon, own } = calendar;
  const arrival = whyNotArrive(calendar, checkIn);
  if (arrival) return arrival;
  const nights = daysBetween(checkIn, checkOut);
  const had = own ? daysBetween(own.checkIn, own.checkOut) : 0;
  if (nights < 1) return "leave after you arrive";
  if (nights > rules.maxNights && nights > had) return `stays have ${rules.maxNights} nights at most`;
  if (checkOut > horizon && checkOut !== own?.checkOut) return "it can't be booked yet";
  if (!nightsOf({ checkIn, checkOut }).every((night) => canSleep(calendar, night))) return "a night between is not free";
  const least = calendar.facts(checkIn)?.minNights ?? 1; // the month says it of each day; a day can ask for less than the rules
  const isShorter = checkIn !== own?.checkIn || nights < had;
  if (nights < least && isShorter) return `stays that arrive then have ${least} nights at least`;
  if (calendar.facts(checkOut)?.closedToDeparture && checkOut !== own?.checkOut) return "no departure on this day";
  return undefined;
}

/** Nights of a stay that somebody has taken; what is not known yet has not gone. */
export const goneNights = (calendar: Calendar, stay: Stay): Night[] => nightsOf(stay).filter((night) => calendar.facts(night) && !canSleep(calendar, night));

/**
 * The stay of the same length that begins nearest to the wished one; the later of two equally near.
 * @param within how many days to either side are looked at; months that are not known are no stay
 */
export function nearestFree(calendar: Calendar, wished: Stay, within = 62): Stay | undefined {
  const nights = daysBetween(wished.checkIn, wished.checkOut);
  for (let away = 1; away <= within; away++)
    for (const days of [away, -away]) {
      const checkIn = addDays(wished.checkIn, days);
      const stay = { checkIn, checkOut: addDays(checkIn, nights) };
      if (whyNotStay(calendar, stay) === undefined) return stay;
    }
  return undefined;
}
