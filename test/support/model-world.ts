/** What a run of the model works with: a property, its bookings as the model knows them, and payments that arrive. */
import { expect } from "chai";
import type { BookingStatus } from "../../shared/contract/booking.ts";
import { instantAt, type Night } from "../../shared/contract/dates.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Id } from "../../shared/contract/ids.ts";
import { settle } from "../../shared/booking/settle.ts";
import type { Intent } from "../../shared/payments/payments.ts";
import type { Store } from "../../shared/store/open.ts";
import { aHost, contextWith, handClock, listedProperty, type Person } from "./fixtures.ts";
import { Model } from "./model.ts";

export const START = "2026-11-20T12:00:00Z";
export const TODAY = "2026-11-20";
export const HOLD_SECONDS = 600;
export const DAY = 86_400_000;

interface Dates {
  from: Night;
  to: Night;
  /** Of each night, as it was booked. */
  prices: Map<Night, number>;
}

export interface Waiting extends Dates {
  awaits: "host" | "payment";
  until: number;
  attempt: number;
  lapsed?: true;
}

export interface Booked extends Dates {
  id: Id;
  guest: Person;
  change?: Waiting | undefined;
  /** Its host was asked: that happens once. */
  asked?: true;
  /** It was paid for nights that others had; what is told of that payment later is about giving it back. */
  returned?: true;
}

export type World = Awaited<ReturnType<typeof worldOf>>;

/** What the verb refused with, or `done`. */
export async function outcomeOf<T>(verb: Promise<T>): Promise<{ code: string; value?: T }> {
  try {
    return { code: "done", value: await verb };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code };
    throw error;
  }
}

const pick = <T>(list: T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

export const arrivalOn = (night: Night) => instantAt(night, "15:00", "Europe/Lisbon").getTime();

/** @param instant whether guests book without asking the host */
export async function worldOf(store: Store, units: number, instant: boolean) {
  const time = handClock(START);
  const context = contextWith(store, time.clock, HOLD_SECONDS);
  const host = aHost();
  const property = await listedProperty(context, host, { units, capacity: 4, instantBook: instant });
  const model = new Model(units);
  const bookings: Booked[] = [];
  const blocks: Id[] = [];
  const now = () => time.now().getTime();
  const statusOf = async (id: Id) => (await store.bookings.findById(id).orFail().lean())!.status;

  /** Its nights are its own, or can be had again at the price that was paid. */
  const canBeHad = ({ id, from, to, prices }: Booked) =>
    model.has(id, now()) || (model.fits(from, to, 1, now()) && model.cost(model.prices(from, to)) === model.cost(prices));

  async function takeStay(booking: Booked, { id, status }: Intent, before: string): Promise<void> {
    const fits = canBeHad(booking);
    const isOpen = (before === "held" || before === "expired") && !booking.asked && !booking.returned;
    await settle(context, id);
    const after = await statusOf(booking.id);
    if (!isOpen) expect(after).to.equal(before);
    else if (!fits) {
      expect(after).to.equal("expired");
      model.drop(booking.id);
      if (status === "succeeded") booking.returned = true;
    } else if (status === "succeeded") {
      expect(after).to.equal("confirmed");
      model.claim({ ...booking, units: 1, until: Infinity });
    } else {
      expect(after).to.equal("requested");
      booking.asked = true;
      model.claim({ ...booking, units: 1, until: Math.min(now() + DAY, arrivalOn(booking.from)) });
    }
  }

  async function takeChange(booking: Booked, change: Waiting, { id, amount }: Intent): Promise<void> {
    const isLate = change.until <= now();
    const isSame = model.cost(priced(booking, change.from, change.to)) - model.cost(booking.prices) === amount;
    const fits = !isLate || (isSame && model.fits(change.from, change.to, 1, now(), booking.id));
    await settle(context, id);
    if (fits) move(booking, change);
    else drop(booking);
  }

  /** Nights that stay keep their price. */
  function priced(booking: Booked, from: Night, to: Night): Map<Night, number> {
    return new Map([...model.prices(from, to)].map(([night, price]) => [night, booking.prices.get(night) ?? price]));
  }

  function move(booking: Booked, { from, to, prices }: Dates): void {
    Object.assign(booking, { from, to, prices, change: undefined });
    model.claim({ id: booking.id, from, to, units: 1, until: Infinity });
  }

  function drop(booking: Booked): void {
    booking.change = undefined;
    model.dropBeside(booking.id);
  }

  return {
    store, time, context, host, property, model, bookings, blocks, now, statusOf, priced, move, drop,
    pick,
    /** Mostly one of those in these states: with most others there is nothing to do. */
    async pickOf(index: number, ...states: BookingStatus[]): Promise<Booked | undefined> {
      if (index % 4 === 0) return pick(bookings, index);
      const likely = await store.bookings.distinct("_id", { propertyId: property._id, status: { $in: states } });
      return pick(bookings.filter(({ id }) => likely.includes(id)), index);
    },
    /** Lets payments arrive. What they must come to: the stay or its other dates, where they can be had. */
    async notices(): Promise<void> {
      const settling = context.payments.settleDue(async (intentId) => {
        const intent = await context.payments.intent(intentId);
        const booking = bookings.find(({ id }) => id === intent.bookingId);
        if (!booking) return settle(context, intentId); // left over from a run before
        const before = await statusOf(booking.id);
        const { change } = booking;
        const isPaid = intent.status === "succeeded" || intent.status === "requires_capture";
        if (isPaid && before === "confirmed" && change?.attempt === intent.attempt) return takeChange(booking, change, intent);
        if (isPaid) return takeStay(booking, intent, before);
        await settle(context, intentId);
        expect(await statusOf(booking.id)).to.equal(before);
      });
      await settling.catch((error: AggregateError) => {
        throw error.errors[0];
      });
    },
  };
}
