import type { z } from "zod";
import type { NewProperty } from "../../shared/contract/property.ts";
import type { hosts } from "./accounts.ts";

/** A time of every year, `MM-DD` to `MM-DD`, the end excluded; it may go over New Year. */
export interface Season {
  from: string;
  to: string;
  /** A night's price, in minor units of the property's currency. */
  price: number;
  /** Of stays that begin in it. */
  minNights?: number;
}

export interface DemoProperty {
  /** Its name within the demo; what is random about it follows from this. */
  key: string;
  host: keyof typeof hosts;
  property: z.input<typeof NewProperty>;
  seasons: Season[];
  /** What a Friday or Saturday night costs outside the seasons. */
  weekendPrice?: number;
  /** How many of its units have stays in the demo, and how many nights lie free between two of them on average. */
  taken: { units: number; gap: number };
  /** A stay that somebody holds, unpaid, at the moment the demo is loaded. */
  held?: { checkIn: number; nights: number; guest: number };
  /** Nights its host keeps for itself: days from today, the end excluded. */
  blocks?: { from: number; to: number; units?: number; note: string }[];
}
