import type { Export, Session } from "../../shared/contract/user.ts";
import { foundUser, meOf } from "../../shared/accounts/person.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { StoredSession, StoredUser } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { sessionsOf } from "../../shared/store/sessions.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { bookingView, guestBookingView } from "../../shared/views/booking.ts";
import { calendarView } from "../../shared/views/calendar.ts";
import { hostProperty } from "../../shared/views/property.ts";
import { wishView } from "../../shared/views/wish.ts";
import { escaped } from "./narrow.ts";
import { after, page, type PageRequest } from "./paging.ts";
import { webhooksOf } from "./webhooks.ts";

/** Persons whose id or address it is, or of whose name a word begins so; all where nothing is asked, the latest first. */
export async function findUsers(store: Store, q: string | undefined, { limit, cursor }: PageRequest) {
  const matching: object = q ? { $or: [{ _id: q }, { email: q.toLowerCase() }, { name: new RegExp(`(^|\\s)${escaped(q)}`, "i") }] } : {};
  const found = await store.users.find({ $and: [matching, after(cursor, "createdAt"), { deletedAt: { $exists: false } }] }).sort({ createdAt: -1, _id: -1 }).limit(limit + 1).lean();
  return page(found.map((user) => ({ ...user, at: user.createdAt })), limit, foundUser);
}

export async function devicesOf(context: Pick<TransactionContext, "store" | "clock">, userId: Id, current: Id): Promise<Session[]> {
  return (await sessionsOf(context, userId)).map((session) => deviceView(session, current));
}

function deviceView({ family, agent, startedAt, at }: StoredSession, current: Id): Session {
  return { id: family, agent, startedAt: startedAt.toISOString(), at: at.toISOString(), current: family === current };
}

/** All that is kept of a person, as they may see it, and no secret: neither what signs nor what lets anybody read. */
export async function exportOf(context: Pick<TransactionContext, "store" | "clock">, user: StoredUser, current: Id): Promise<Export> {
  const { store } = context;
  const { _id: id } = user;
  const asGuest = await store.bookings.find({ guestId: id }).sort({ createdAt: 1 }).lean();
  const asHost = await store.bookings.find({ hostId: id, guestId: { $ne: id } }).sort({ createdAt: 1 }).lean();
  const properties = await store.properties.find({ hostId: id }).lean();
  const letters = await store.deliveries.find({ userId: id, state: "sent" }).sort({ at: 1 }).lean();
  const wishes = await store.wishes.find({ userId: id }).sort({ createdAt: 1 }).lean();
  const calendars = await store.calendars.find({ hostId: id }).sort({ createdAt: 1 }).lean();
  const now = await context.clock();
  const events = await store.events.find({ $or: [{ userId: id }, { "actor.id": id }] }, { type: 1, at: 1 }).sort({ at: 1, _id: 1 }).lean();
  return {
    me: { ...meOf(user), verified: user.verified, createdAt: user.createdAt.toISOString() },
    sessions: await devicesOf(context, id, current),
    bookings: [...asGuest.map((booking) => guestBookingView(booking, undefined)), ...asHost.map(bookingView)],
    properties: properties.map((property) => hostProperty(property, user.name, now)),
    letters: letters.map(({ kind, at, bookingId }) => ({ kind, at: at.toISOString(), ...(bookingId && { bookingId }) })),
    wishes: wishes.map((wish) => wishView(wish, now)),
    calendars: calendars.map(calendarView),
    webhooks: await webhooksOf(store, id, now),
    events: events.map(({ _id, type, at }) => ({ id: _id, type, at: at.toISOString() })),
  };
}
