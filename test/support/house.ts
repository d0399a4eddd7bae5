/** A house and a stay in it, made over REST as people make them. */
import type { Client } from "./client.ts";
import { aProperty } from "./fixtures.ts";
import { until } from "./person.ts";

/** @returns its id */
export async function listHouse(host: Client, title: string): Promise<string> {
  const { body } = await host.post("/properties", { ...aProperty, title });
  await host.post(`/properties/${body.id}/list`);
  return body.id;
}

/** Booked, paid and confirmed. @returns its id */
export async function bookStay(guest: Client, stay: { propertyId: string; checkIn: string; checkOut: string }): Promise<string> {
  const { body: held } = await guest.post("/holds", { ...stay, guests: 2 });
  const { body: intent } = await guest.post(`/bookings/${held.id}/payment`);
  await guest.post("/sandbox/payments", { clientSecret: intent.clientSecret, card: "4242424242424242" });
  await until("the stay is confirmed", async () => (await guest.get(`/bookings/${held.id}`)).body.status === "confirmed");
  return held.id;
}
