import type { Night } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";

/** Nights of a property that a guest would be told of when they free. */
export interface StoredWish {
  _id: Id;
  userId: Id;
  propertyId: Id;
  /** What it was called when the wish was made. */
  property: { title: string; city: string };
  checkIn: Night;
  checkOut: Night;
  guests: number;
  /** By how many days the whole stay may be earlier or later. */
  flexibleDays: number;
  /** Being over is no status: the clock says it. */
  status: "open" | "told";
  told?: { checkIn: Night; checkOut: Night; at: Date };
  version: number;
  /** When the last day has passed, on the property's clock, on which its stay could begin. */
  endsAt: Date;
  /** The older one is told first. */
  createdAt: Date;
  at: Date;
}
