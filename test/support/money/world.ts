/** One stay, its people and the process that serves them, which may end at any moment. */
import { settle } from "../../../shared/booking/settle.ts";
import type { Actor, Context } from "../../../shared/booking/context.ts";
import { addDays, type Night } from "../../../shared/contract/dates.ts";
import type { Id } from "../../../shared/contract/ids.ts";
import type { NewProperty } from "../../../shared/contract/property.ts";
import { onceFor } from "../../../shared/store/once.ts";
import type { Store } from "../../../shared/store/open.ts";
import { aGuest, aHost, aProperty, aSupporter, handClock, type HandClock, listedProperty, type Person } from "../fixtures.ts";
import { forgetBookings, runJobs } from "../jobs.ts";
import { type Moment, type Process, startProcess } from "./ending.ts";
import type { Outside } from "./outside.ts";

export interface World {
  store: Store;
  outside: Outside;
  time: HandClock;
  guest: Person;
  host: Person;
  supporter: Person;
  propertyId: Id;
  checkIn: Night;
  /** Set once the guest knows it. */
  bookingId?: Id;
  total: number;
  /** All that a guest was given to pay with. */
  secrets: Set<string>;
  /** Which key a button is pressed with. */
  keys: number;
  process: Process;
  booking(): { id: Id };
  night(nth: number): Night;
  /** Does what a button does, with a key that is the same when it is pressed again, unless `keys` was raised. */
  press<T>(button: string, who: Actor & { id: Id }, verb: (context: Context) => Promise<T>): Promise<T>;
  notices(): Promise<void>;
  jobs(): Promise<void>;
  /** The context of a process that does not end. */
  healthy(): Context;
  /** From now on another process serves. */
  restart(moment?: Moment): void;
}

/** A guest has no booking to go on with: its number was lost with the answer. */
export class Lost extends Error {
  override readonly name = "Lost";
}

export async function newWorld(store: Store, outside: Outside, property: Partial<NewProperty> = {}): Promise<World> {
  await forgetBookings(store);
  outside.clear();
  const time = handClock("2026-11-24T08:00:00Z");
  const healthy = (): Context => ({ store, clock: time.clock, payments: outside.connect(time.clock), holdSeconds: 600 });
  const host = aHost();
  const { _id: propertyId } = await listedProperty(healthy(), host, { rules: { ...aProperty.rules, horizonDays: 60 }, ...property });
  const checkIn = "2026-12-24";
  const presses = new Map<string, number>();
  const world: World = {
    store, outside, time, healthy, propertyId, host, checkIn,
    guest: aGuest(), supporter: aSupporter(), total: 0, secrets: new Set(), keys: 0,
    process: startProcess(healthy()),
    booking() {
      if (world.bookingId === undefined) throw new Lost();
      return { id: world.bookingId };
    },
    night: (nth) => addDays(checkIn, nth),
    async press(button, { id }, verb) {
      const nth = presses.get(button) ?? 0;
      const once = onceFor(id, button, `${nth}:${world.keys}`, {});
      const answer = await verb({ ...world.process.context, once });
      presses.set(button, nth + 1);
      return answer;
    },
    notices: () => outside.tell((intentId) => settle(world.process.context, intentId)),
    jobs: () => runJobs(world.process.context),
    restart(moment) {
      world.process = startProcess(healthy(), moment);
    },
  };
  return world;
}
