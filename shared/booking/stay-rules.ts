/** The property's rules about a stay. Pure; whether the nights are free is not decided here but by the months' guard. */
import { addDays, dayOf, daysBetween, instantAt, localDate, monthOf, type Stay } from "../contract/dates.ts";
import { Refusal } from "../contract/errors.ts";
import { MOST_NIGHTS } from "../contract/property.ts";
import type { StoredMonth, StoredProperty } from "../store/documents.ts";
import { minNightsOf } from "../views/month.ts";

const HOUR = 3_600_000;

export type StayRule =
  | "past" | "notice" | "horizon" | "min_nights" | "max_nights" | "capacity" | "closed_to_arrival" | "closed_to_departure";

function refuse(rule: StayRule, detail: string): never {
  throw new Refusal("stay_rule", detail, { rule });
}

/** @throws Refusal `stay_rule` with `past` where the property's date is beyond `night` */
export function refusePast(timeZone: string, night: string, now: Date): void {
  if (night < localDate(now, timeZone)) refuse("past", "That date has passed at the property; choose a later one");
}

/** A stay, and where it takes the place of another, that one: what does not become worse is not asked again. */
type Asked = Stay & { guests: number };

/** The rules that the property alone decides. @throws Refusal `stay_rule` with the rule's name */
export function checkStay(property: StoredProperty, stay: Asked, now: Date, before?: Asked): void {
  const { rules, timeZone, capacity } = property;
  const { checkIn, checkOut, guests } = stay;
  const nights = daysBetween(checkIn, checkOut);
  const most = Math.min(rules.maxNights, MOST_NIGHTS);
  if (guests > capacity && !(before && guests <= before.guests)) refuse("capacity", `It sleeps ${capacity}; choose fewer guests`);
  if (nights > most && !(before && nights <= nightsIn(before))) refuse("max_nights", `Stays are ${most} nights at most`);
  if (checkOut !== before?.checkOut && checkOut > addDays(localDate(now, timeZone), rules.horizonDays)) {
    refuse("horizon", `Stays can be booked up to ${rules.horizonDays} days ahead`);
  }
  if (checkIn === before?.checkIn) return;
  refusePast(timeZone, checkIn, now);
  const latest = instantAt(checkIn, rules.checkInFrom, timeZone).getTime() - rules.noticeHours * HOUR;
  if (rules.noticeHours > 0 && now.getTime() > latest) refuse("notice", `Book at least ${rules.noticeHours} hours before check-in`);
}

const nightsIn = ({ checkIn, checkOut }: Stay) => daysBetween(checkIn, checkOut);

/** The rules that the months decide. `months` must hold the month of check-in and, where it exists, of check-out. */
export function checkMonths(months: StoredMonth[], stay: Stay, before?: Stay): void {
  const { checkIn, checkOut } = stay;
  const monthWith = (night: string) => months.find(({ month }) => month === monthOf(night));
  const arrival = monthWith(checkIn);
  if (!arrival) refuse("horizon", "These nights can't be booked yet");
  const least = minNightsOf(arrival, dayOf(checkIn));
  const isShorter = before === undefined || checkIn !== before.checkIn || nightsIn(stay) < nightsIn(before);
  if (isShorter && nightsIn(stay) < least) refuse("min_nights", `Stays that begin on ${checkIn} are ${least} nights at least`);
  if (checkIn !== before?.checkIn && arrival.nights[dayOf(checkIn)]?.closedToArrival) {
    refuse("closed_to_arrival", `Nobody can arrive on ${checkIn}; choose another day`);
  }
  if (checkOut !== before?.checkOut && monthWith(checkOut)?.nights[dayOf(checkOut)]?.closedToDeparture) {
    refuse("closed_to_departure", `Nobody can leave on ${checkOut}; choose another day`);
  }
}
