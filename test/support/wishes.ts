/** What tests of wishes begin with: a property of one unit whose nights are taken, and guests who wait for them. */
import type { NewProperty } from "../../shared/contract/property.ts";
import type { NewWish } from "../../shared/contract/wish.ts";
import { createUser } from "../../shared/accounts/create-user.ts";
import { release } from "../../shared/booking/release.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { makeWish } from "../../shared/wishes/make.ts";
import { tellOfFreed } from "../../shared/wishes/tell.ts";
import { aGuest, type Person } from "./fixtures.ts";
import { type Stays, staysAt } from "./stays.ts";

export type Wishes = Awaited<ReturnType<typeof wishesAt>>;

export async function wishesAt(store: Store, change: Partial<NewProperty> = {}) {
  const stays: Stays = await staysAt(store, change);
  const { context, property, time } = stays;
  return {
    ...stays,
    /** Somebody with an account. */
    async guestHere(): Promise<Person> {
      const person = aGuest();
      await createUser(store, { _id: person.id, email: `${person.id}@vacancy.test`, name: "Ada", roles: ["guest"], passwordHash: "none" });
      return person;
    },
    /** A second later than what was before it, so that who wished first is plain. */
    async wish(person: Person, checkIn: string, checkOut: string, more: Partial<NewWish> = {}) {
      time.advance(1);
      return makeWish(context, person, { propertyId: property._id, checkIn, checkOut, guests: 1, flexibleDays: 0, ...more });
    },
    letGo: ({ _id, guestId }: StoredBooking) => release(context, { id: guestId, roles: ["guest"] }, { id: _id }),
    look: () => tellOfFreed(context, property._id),
    /** Of whom it was told, and which nights, in the order of telling. */
    async told(): Promise<string[]> {
      const events = await store.events.find({ type: "wish.told" }).sort({ at: 1, _id: 1 }).lean();
      return events.map(({ userId, data }) => [userId, data["checkIn"], data["checkOut"]].join(" "));
    },
  };
}
