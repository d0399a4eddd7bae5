import type { WebhookMessage } from "../../shared/contract/webhook.ts";
import type { StoredEvent } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import type { StoredWebhookDelivery } from "../../shared/store/webhook-documents.ts";
import { bookingView } from "../../shared/views/booking.ts";
import { publicMonth } from "../../shared/views/month.ts";
import { hostProperty } from "../../shared/views/property.ts";

/** What the message says, as JSON: what its host may see of it. Names join here, so that one that is gone is told no more. */
export async function messageOf(store: Store, { eventId, type }: StoredWebhookDelivery): Promise<string> {
  const event: StoredEvent = await store.events.findById(eventId, tellsOfNights(type) ? null : { months: 0 }).orFail().lean();
  const message = { type, timestamp: event.at.toISOString(), data: await dataOf(store, event) };
  return JSON.stringify(message satisfies { type: string; timestamp: string; data: WebhookMessage["data"] });
}

const tellsOfNights = (type: string) => type.startsWith("nights.") || type.startsWith("calendar.");

async function dataOf(store: Store, { type, at, propertyId, hostId, booking, months = [], data }: StoredEvent): Promise<WebhookMessage["data"]> {
  if (booking) return { booking: { ...bookingView(booking), guestName: await nameOf(store, booking.guestId) } };
  if (tellsOfNights(type)) return { propertyId: propertyId!, change: data, months: months.map(publicMonth) };
  const property = await store.properties.findById(propertyId).orFail().lean();
  return { property: hostProperty(property, await nameOf(store, hostId!), at) };
}

async function nameOf(store: Store, id: string): Promise<string> {
  return (await store.users.findById(id, { name: 1 }).lean())?.name ?? "";
}
