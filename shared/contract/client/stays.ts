/** A guest's own bookings, live. */
import type { BookingView } from "../booking.ts";
import type { Channel } from "./channel.ts";
import { createStore, type Store } from "./store.ts";
import { distrust, type Known, merge, nothingKnown } from "./versioned.ts";

export interface Stays {
  /** By id. */
  bookings: Store<Known<BookingView>>;
  /** Follows all bookings while used. @returns ends that */
  follow(): () => void;
  /** Takes in what a REST answer carried. */
  accept(bookings: readonly BookingView[]): void;
  clear(): void;
}

export const keyOfBooking = ({ id }: { id: string }): string => id;

export function createStays(channel: Channel<"/bookings">): Stays {
  const bookings = createStore<Known<BookingView>>(nothingKnown());

  function accept(incoming: readonly BookingView[]): void {
    bookings.set(merge(bookings.get(), keyOfBooking, incoming));
  }

  async function list(): Promise<void> {
    const answer = await channel.request("list", {});
    accept(answer.bookings);
  }
  function listAnew(): void {
    bookings.set(distrust(bookings.get()));
    void list().catch(() => undefined);
  }

  channel.onConnect(listAnew);
  channel.on("booking", (booking) => accept([booking]));
  channel.on("reread", listAnew);

  return { bookings, accept, follow: channel.use, clear: () => bookings.set(nothingKnown()) };
}
