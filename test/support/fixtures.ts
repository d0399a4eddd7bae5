/** What tests begin with: a property as a host would make it, people, a clock that is set by hand. */
import type { NewProperty } from "../../shared/contract/property.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { Actor, Context } from "../../shared/booking/context.ts";
import { createProperty } from "../../shared/booking/create-property.ts";
import { list } from "../../shared/booking/list.ts";
import { createSandbox, type Sandbox } from "../../shared/payments/sandbox/sandbox.ts";
import type { StoredProperty } from "../../shared/store/documents.ts";
import { newId } from "../../shared/store/ids.ts";
import type { Store } from "../../shared/store/open.ts";
import type { Clock } from "../../shared/store/transact.ts";

export const aProperty: NewProperty = {
  title: "Casa da Ribeira",
  description: "Two rooms above the river.",
  city: "Porto",
  country: "PT",
  location: { lng: -8.6142, lat: 41.1403 },
  address: "Rua da Reboleira 12",
  arrivalNotes: "The key is at the café.",
  timeZone: "Europe/Lisbon",
  units: 1,
  capacity: 4,
  currency: "EUR",
  basePrice: 10_000,
  fees: { cleaning: 3_000, extraGuest: 0, guestsIncluded: 1 },
  discounts: { weekly: 0, monthly: 0 },
  taxes: [],
  rules: { checkInFrom: "15:00", checkOutUntil: "11:00", minNights: 1, maxNights: 30, noticeHours: 0, horizonDays: 365 },
  amenities: ["wifi"],
  photos: [],
  houseRules: "",
  cancellationPolicy: "flexible",
  instantBook: true,
};

export type Person = Actor & { id: Id };

export const aHost = (): Person => ({ id: newId(), roles: ["guest", "host"] });
export const aGuest = (): Person => ({ id: newId(), roles: ["guest"] });
export const aSupporter = (): Person => ({ id: newId(), roles: ["support"] });

/** A clock that stands until it is moved. */
export interface HandClock {
  clock: Clock;
  now(): Date;
  set(at: Date | string): void;
  advance(seconds: number): void;
}

export function handClock(start: string): HandClock {
  let at = new Date(start);
  return {
    clock: () => Promise.resolve(new Date(at)),
    now: () => new Date(at),
    set(next) {
      at = new Date(next);
    },
    advance(seconds) {
      at = new Date(at.getTime() + seconds * 1000);
    },
  };
}

export function contextWith(store: Store, clock: Clock, holdSeconds = 600): Context & { payments: Sandbox } {
  return { store, clock, payments: createSandbox({ store, clock }), holdSeconds };
}

export async function listedProperty(context: Context, host: Person, change: Partial<NewProperty> = {}): Promise<StoredProperty> {
  const property = await createProperty(context, host, { ...aProperty, ...change });
  return list(context, host, { id: property._id });
}

/** What a token names beside its person: a session of their own. */
export const aSession = () => ({ family: newId(), epoch: 0 });
