/** A stay's life, moment by moment. Each looks at what there is and does only what is missing. */
import { accept } from "../../shared/booking/accept.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { complete } from "../../shared/booking/complete.ts";
import { hold } from "../../shared/booking/hold.ts";
import { pay } from "../../shared/booking/pay.ts";
import { refund } from "../../shared/booking/refund.ts";
import { settle } from "../../shared/booking/settle.ts";
import { addDays, instantAt, type Night, type Stay } from "../../shared/contract/dates.ts";
import type { Id } from "../../shared/contract/ids.ts";
import { readBooking } from "../../shared/store/bookings.ts";
import type { StoredBooking, StoredProperty } from "../../shared/store/documents.ts";
import { guests, hosts, type Account } from "./accounts.ts";
import { actorOf, type DemoContext } from "./context.ts";
import type { DemoProperty } from "./demo-property.ts";
import { staysOf, type PlannedStay } from "./plan.ts";

const CARD = "4242 4242 4242 4242";

interface Moment {
  at: Date;
  happen(): Promise<void>;
}

/** What happened at a property up to `now`, in no order. */
export function momentsOf(context: DemoContext, demo: DemoProperty, property: StoredProperty, today: Night, now: Date): Moment[] {
  return staysOf(demo, guests.length)
    .flatMap((planned, index) => lifeOf(context, demo, property, planned, { today, index }))
    .filter(({ at }) => at <= now);
}

function lifeOf(context: DemoContext, demo: DemoProperty, { _id: propertyId, timeZone, rules }: StoredProperty, planned: PlannedStay, { today, index }: { today: Night; index: number }): Moment[] {
  const guest = guests[planned.guest] as Account;
  const checkIn = addDays(today, planned.checkIn);
  const stay = { checkIn, checkOut: addDays(checkIn, planned.nights) };
  const found = () => find(context, propertyId, guest.id, stay);
  // spread over the day, so that no two hosts' bells ring at once
  const booked = instantAt(addDays(checkIn, -planned.bookedBefore), `${String(8 + (index % 12)).padStart(2, "0")}:${String((index * 7) % 60).padStart(2, "0")}`, timeZone);
  const life = [{ at: booked, happen: async () => book(context, guest, { propertyId, ...stay, guests: planned.people }, await found()) }];
  if (planned.cancelled) {
    const actor = actorOf(planned.cancelled === "guest" ? guest : hosts[demo.host]);
    const at = instantAt(addDays(checkIn, -Math.floor(planned.bookedBefore / 2)), "20:15", timeZone);
    return [...life, { at, happen: async () => giveUp(context, actor, await found()) }];
  }
  const over = new Date(instantAt(stay.checkOut, rules.checkOutUntil, timeZone).getTime() + 60_000);
  return [...life, { at: over, happen: async () => void (await complete(context, (await found())?._id as Id)) }];
}

async function find({ store }: DemoContext, propertyId: Id, guestId: Id, { checkIn, checkOut }: Stay): Promise<StoredBooking | null> {
  return store.bookings.findOne({ propertyId, guestId, checkIn, checkOut }).lean();
}

type NewStay = Stay & { propertyId: Id; guests: number };

/** Holds the stay and pays it, as a guest does who has made up their mind; a host who is asked says yes. */
async function book(context: DemoContext, guest: Account, stay: NewStay, found: StoredBooking | null): Promise<void> {
  const actor = actorOf(guest);
  const booking = found ?? (await hold(context, actor, stay));
  if (booking.status !== "held") return;
  const { clientSecret, status } = await pay(context, actor, { id: booking._id });
  if (status === "requires_payment_method") await context.sandbox.submit({ clientSecret, card: CARD });
  await context.sandbox.settleDue((intentId) => settle(context, intentId));
  const { status: paid, hostId } = await readBooking(context, booking._id);
  if (paid === "requested") await accept(context, { id: hostId, roles: ["host"] }, { id: booking._id });
}

async function giveUp(context: DemoContext, actor: ReturnType<typeof actorOf>, found: StoredBooking | null): Promise<void> {
  if (!found) return;
  if (found.status === "confirmed") await cancel(context, actor, { id: found._id });
  await refund(context, found._id);
}
