/** Who stays where and when: a function of the property alone, in days from the property's today. */
import type { DemoProperty } from "./demo-property.ts";
import { randomOf } from "./random.ts";

/** Stays lie between these days; a past long enough to show, a future full enough to search. */
const FIRST_DAY = -35;
const LAST_DAY = 62;
const LONGEST_LEAD = 45;

/** Days before today on which everything was listed: before the first of these stays could be booked. */
export const LISTED_DAYS_AGO = -FIRST_DAY + LONGEST_LEAD + 10;

export interface PlannedStay {
  /** Days from today. */
  checkIn: number;
  nights: number;
  people: number;
  /** Index among the demo's guests. */
  guest: number;
  /** Days before check-in. */
  bookedBefore: number;
  cancelled?: "guest" | "host";
}

/** @param guests how many guests the demo has */
export function staysOf({ key, property, taken }: DemoProperty, guests: number): PlannedStay[] {
  const random = randomOf(key);
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const stays: PlannedStay[] = [];
  for (let unit = 0; unit < taken.units; unit++) {
    let day = FIRST_DAY + between(0, taken.gap);
    for (;;) {
      const nights = between(property.rules.minNights, property.rules.minNights + 4);
      if (day + nights > LAST_DAY) break;
      const stay = { checkIn: day, nights, people: between(1, property.capacity), guest: between(0, guests - 1), bookedBefore: Math.max(between(4, LONGEST_LEAD), day + 1) };
      const chance = random();
      stays.push({ ...unlikeOthers(stay, stays, guests), ...(chance < 0.07 && { cancelled: chance < 0.05 ? "guest" : "host" }) });
      day += nights + between(0, taken.gap * 2);
    }
  }
  return stays;
}

/** The same person does not hold two units for the same nights: property, guest and dates name a stay. */
function unlikeOthers(stay: PlannedStay, others: PlannedStay[], guests: number): PlannedStay {
  const taken = others.filter(({ checkIn, nights }) => checkIn === stay.checkIn && nights === stay.nights).map(({ guest }) => guest);
  let { guest } = stay;
  while (taken.includes(guest)) guest = (guest + 1) % guests;
  return { ...stay, guest };
}
