/** A house and stays in it, made over REST as people make them. */
import { addDays, monthOf } from "../../shared/contract/dates.ts";
import type { Client } from "./client.ts";
import { aProperty } from "./fixtures.ts";
import { until } from "./until.ts";

/** The first of two months ahead, so that many nights from it are in one month, and beyond every step of a policy but the last. */
export const FROM = `${monthOf(addDays(`${new Date().toISOString().slice(0, 8)}01`, 64))}-01`;
export const night = (after: number) => addDays(FROM, after);

/** Nights at €100 and €30 for cleaning: three of them are €354 with the service's 8 %. @returns its id */
export async function listHouse(host: Client, house: { title: string; instantBook?: boolean }): Promise<string> {
  const { body } = await host.post("/properties", { ...aProperty, ...house });
  await host.post(`/properties/${body.id}/list`);
  return body.id;
}

export async function payFor(guest: Client, bookingId: string, card = "4242424242424242"): Promise<void> {
  const { body: intent } = await guest.post(`/bookings/${bookingId}/payment`);
  await guest.post("/sandbox/payments", { clientSecret: intent.clientSecret, card });
}

export const untilStatus = (guest: Client, bookingId: string, status: string) =>
  until(async () => (await guest.get(`/bookings/${bookingId}`)).body.status === status, `the booking is ${status}`);

/** Booked, paid and confirmed. @returns its id */
export async function bookStay(guest: Client, stay: { propertyId: string; checkIn: string; checkOut: string }): Promise<string> {
  const { body: held } = await guest.post("/holds", { ...stay, guests: 2 });
  await payFor(guest, held.id);
  await untilStatus(guest, held.id, "confirmed");
  return held.id;
}
