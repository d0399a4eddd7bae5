/** What tests of stays begin with: a property, its host, a guest, and what they do with a booking. */
import { changeDates } from "../../shared/booking/change-dates.ts";
import { hold } from "../../shared/booking/hold.ts";
import { pay } from "../../shared/booking/pay.ts";
import { release } from "../../shared/booking/release.ts";
import { settle } from "../../shared/booking/settle.ts";
import { accept } from "../../shared/booking/accept.ts";
import type { Night } from "../../shared/contract/dates.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { EventType } from "../../shared/contract/events.ts";
import type { NewProperty } from "../../shared/contract/property.ts";
import type { Intent } from "../../shared/payments/payments.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepChanges, sweepHolds, sweepPayments, sweepRefunds } from "../../workers/jobs/sweeps.ts";
import { expectAgreement } from "./agreement.ts";
import { aGuest, aHost, contextWith, handClock, listedProperty, type HandClock, type Person } from "./fixtures.ts";

export const GOOD = "4242424242424242";
export const DECLINED = "4000000000000002";

export const BEGIN = "2026-11-24T08:00:00Z";
export const STAY = { checkIn: "2026-12-30", checkOut: "2027-01-03" };

/** Its refusal, or `done`. */
export const refusalOf = (doing: Promise<unknown>): Promise<string> => doing.then(() => "done", (error: Refusal) => (error instanceof Refusal ? error.code : Promise.reject(error)));
export const refusedWith = (doing: Promise<unknown>): Promise<Refusal> => doing.then(() => Promise.reject(new Error("it was done")), (error: Refusal) => error);

interface Asked {
  checkIn: Night;
  checkOut: Night;
  guests?: number;
  expectedDifference?: number;
}

/** Where it begins with somebody or something that is there already. */
interface Known {
  time?: HandClock;
  host?: Person;
  guest?: Person;
}

export type Stays = Awaited<ReturnType<typeof staysAt>>;

/** Four nights over New Year at 100 € are 462.00 € with cleaning and the service fee; a night more is 108.00 €. */
export async function staysAt(store: Store, change: Partial<NewProperty> = {}, known: Known = {}) {
  const { time = handClock(BEGIN), host = aHost(), guest = aGuest() } = known;
  const context = contextWith(store, time.clock);
  const property = await listedProperty(context, host, { cancellationPolicy: "moderate", ...change });
  const propertyId = property._id;
  const now = async ({ _id }: StoredBooking): Promise<StoredBooking> => (await store.bookings.findById(_id).orFail().lean())!;
  const notices = () => context.payments.settleDue((intentId) => settle(context, intentId));
  const holdStay = ({ checkIn, checkOut, guests = 2 }: Asked = STAY, who = aGuest()) => hold(context, who, { propertyId, checkIn, checkOut, guests });

  /** Its card is tried; the result comes after `delaySeconds`. */
  async function paying(booking: StoredBooking, delaySeconds = 0, card = GOOD): Promise<Intent> {
    const intent = await pay(context, { ...guest, id: booking.guestId }, { id: booking._id });
    await context.payments.submit({ clientSecret: intent.clientSecret, card, delaySeconds });
    return intent;
  }

  async function paid(booking: StoredBooking): Promise<StoredBooking> {
    await paying(booking);
    await notices();
    return now(booking);
  }

  return {
    store, time, context, host, guest, property, now, notices, paying, paid, holdStay,
    /** Confirmed, of the guest. */
    async booked(asked: Asked = STAY, who = guest): Promise<StoredBooking> {
      const booking = await paid(await holdStay(asked, who));
      if (booking.status !== "requested") return booking;
      return accept(context, host, { id: booking._id });
    },
    change: (booking: StoredBooking, asked: Asked) => changeDates(context, { ...guest, id: booking.guestId }, { id: booking._id, ...asked }),
    async sweep(): Promise<void> {
      for (const one of [sweepHolds, sweepChanges, sweepPayments, sweepRefunds]) await one(context);
    },
    /** Whether another guest can hold them now, who then lets them go. */
    async areFree(asked: Asked): Promise<boolean> {
      const another = aGuest();
      const held = await holdStay({ guests: 1, ...asked }, another).catch((error: Refusal) => error);
      if (held instanceof Refusal) return held.code === "nights_taken" ? false : Promise.reject(held);
      await release(context, another, { id: held._id });
      return true;
    },
    events: (booking: StoredBooking, type: EventType) => store.events.countDocuments({ bookingId: booking._id, type }),
    agree: () => expectAgreement(store, propertyId, time.now()),
  };
}
