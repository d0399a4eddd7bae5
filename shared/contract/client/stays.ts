/** A guest's own bookings and wishes, live. */
import type { BookingView } from "../booking.ts";
import type { WishView } from "../wish.ts";
import type { Channel } from "./channel.ts";
import { createStore, type Store } from "./store.ts";
import { distrust, forget, type Known, merge, nothingKnown } from "./versioned.ts";

export interface Stays {
  /** By id. */
  bookings: Store<Known<BookingView>>;
  /** Those that were read or told, by id. */
  wishes: Store<Known<WishView>>;
  /** Rises each time wishes may have changed unseen: whoever shows them reads them again. */
  wishesTurn: Store<number>;
  /** Follows all bookings while used. @returns ends that */
  follow(): () => void;
  /** Takes in what a REST answer carried. */
  accept(bookings: readonly BookingView[]): void;
  acceptWishes(wishes: readonly WishView[]): void;
  /** It was removed. */
  forgetWish(id: string): void;
  clear(): void;
}

export const keyOfBooking = ({ id }: { id: string }): string => id;
const keyOfWish = ({ id }: WishView): string => id;

export function createStays(channel: Channel<"/bookings">): Stays {
  const bookings = createStore<Known<BookingView>>(nothingKnown());

  const wishes = createStore<Known<WishView>>(nothingKnown());
  const wishesTurn = createStore(0);

  function acceptWishes(incoming: readonly WishView[]): void {
    wishes.set(merge(wishes.get(), keyOfWish, incoming));
  }

  function accept(incoming: readonly BookingView[]): void {
    bookings.set(merge(bookings.get(), keyOfBooking, incoming));
  }

  async function list(): Promise<void> {
    const answer = await channel.request("list", {});
    accept(answer.bookings);
  }
  function listAnew(): void {
    bookings.set(distrust(bookings.get()));
    wishes.set(distrust(wishes.get()));
    wishesTurn.set(wishesTurn.get() + 1);
    void list().catch(() => undefined);
  }

  channel.onConnect(listAnew);
  channel.on("booking", (booking) => accept([booking]));
  channel.on("wish", (wish) => acceptWishes([wish]));
  channel.on("reread", listAnew);

  return {
    bookings,
    wishes,
    wishesTurn,
    accept,
    acceptWishes,
    forgetWish: (id) => wishes.set(forget(wishes.get(), [id])),
    follow: channel.use,
    clear() {
      bookings.set(nothingKnown());
      wishes.set(nothingKnown());
    },
  };
}
