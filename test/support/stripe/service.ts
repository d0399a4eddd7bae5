/** The whole service with Stripe's keys, a Stripe for it, and a guest who pays at a host's. */
import { addDays, type Night } from "../../../shared/contract/dates.ts";
import type { NewProperty } from "../../../shared/contract/property.ts";
import { loadConfig } from "../../../shared/config.ts";
import type { StoredBooking } from "../../../shared/store/documents.ts";
import type { EventType } from "../../../shared/contract/events.ts";
import { handClock, listedProperty, type HandClock } from "../fixtures.ts";
import { freshStore } from "../mongo.ts";
import { type Service, type SignedInClient, startService } from "../service.ts";
import type { Endpoint } from "./deliver.ts";
import { type FakeStripe, SECRET_KEY, startFakeStripe } from "./fake.ts";

const SECRET = "whsec_service";

export interface Paying {
  id: string;
  total: number;
  intentId: string;
  /** What the page was given to pay with. */
  payment: { provider: string; clientSecret: string; amount: number; currency: string; publishableKey?: string };
}

export interface ServiceWithStripe {
  fake: FakeStripe;
  service: Service;
  time: HandClock;
  guest: SignedInClient;
  host: SignedInClient;
  /** Where Stripe tells what has happened. */
  endpoint: Endpoint;
  /** Goes on to nights nobody has asked for, and gives their first. */
  nextNights(): Night;
  /** A stay of the nights that are being looked at. */
  stay(): object;
  /** Holds that stay and begins to pay; with a card, also tries it at Stripe. */
  paying(card?: string): Promise<Paying>;
  /** The same, with every notice taken. */
  settled(card?: string): Promise<Paying>;
  now(bookingId: string): Promise<StoredBooking>;
  count(bookingId: string, type: EventType): Promise<number>;
  close(): Promise<void>;
}

export async function startWithStripe(property: Partial<NewProperty> = {}): Promise<ServiceWithStripe> {
  const fake = await startFakeStripe();
  const time = handClock(new Date().toISOString());
  const { stripe } = loadConfig({ STRIPE_SECRET_KEY: SECRET_KEY, STRIPE_WEBHOOK_SECRET: SECRET, STRIPE_PUBLISHABLE_KEY: "pk_test_fake", STRIPE_API_BASE: fake.url });
  const store = await freshStore();
  const service = await startService({ clock: time.clock, store, config: { stripe } });
  const [guest, host] = [await service.as(["guest"]), await service.as(["guest", "host"])];
  const { _id: propertyId } = await listedProperty(service.context, { id: host.person.id, roles: ["host"] }, property);
  const endpoint = { url: `${service.url}/api/webhooks/stripe`, secret: SECRET, now: time.now };
  let checkIn = addDays(time.now().toISOString().slice(0, 10), 30);
  const stay = () => ({ propertyId, checkIn, checkOut: addDays(checkIn, 2), guests: 2 });
  const paying = async (card?: string): Promise<Paying> => {
    const { body: booking } = await guest.post("/holds", stay());
    const { body: payment } = await guest.post(`/bookings/${booking.id}/payment`);
    if (card !== undefined) await fake.pay(payment.clientSecret, card);
    return { id: booking.id, total: booking.quote.total, intentId: payment.clientSecret.split("_secret")[0], payment };
  };
  return {
    fake, service, time, guest, host, endpoint, stay, paying,
    nextNights: () => (checkIn = addDays(checkIn, 3)),
    async settled(card = "4242424242424242") {
      const begun = await paying(card);
      await fake.deliver(endpoint);
      return begun;
    },
    now: async (id) => (await store.bookings.findById(id).lean())!,
    count: (bookingId, type) => store.events.countDocuments({ bookingId, type }),
    async close() {
      await service.close();
      await store.close();
      await fake.close();
    },
  };
}
