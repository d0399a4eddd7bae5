import { Refusal } from "../../shared/contract/errors.ts";
import { monthRoom, propertyRoom } from "../../shared/feed/rooms.ts";
import type { Viewers } from "../../shared/feed/viewers.ts";
import { readMonthsNamed } from "../../shared/store/months.ts";
import { readListed } from "../../shared/store/properties.ts";
import type { Store } from "../../shared/store/open.ts";
import { publicMonth } from "../../shared/views/month.ts";
import type { Door } from "./namespace.ts";

export interface AvailabilityOptions {
  store: Store;
  /** Of one connection. */
  mostRooms?: number | undefined;
  viewers: Pick<Viewers, "of">;
  /** Resolves when who has joined is told of what commits from now on. */
  covers(): Promise<void>;
}

export function availabilityDoor({ store, mostRooms = Infinity, viewers, covers }: AvailabilityOptions): Door<"/availability"> {
  return {
    handlers: {
      /** Join, then read, then answer: what commits before the read is in it, what commits after comes by the room. */
      async watch(socket, { propertyId, months }) {
        const rooms = [...months.map((month) => monthRoom(propertyId, month)), propertyRoom(propertyId)];
        const joining = new Set(rooms.filter((room) => !socket.rooms.has(room)));
        if (socket.rooms.size + joining.size > mostRooms) throw new Refusal("rate_limited", "A connection can't watch more months at once; end other watches first");
        await readListed({ store }, propertyId);
        // Who has gone meanwhile must not be put into a room: nobody would ever take it out.
        if (socket.disconnected) throw new Refusal("unavailable", "The connection has gone");
        await socket.join(rooms);
        await covers();
        const stored = await readMonthsNamed({ store }, propertyId, months);
        return { months: stored.map(publicMonth), viewers: viewers.of(propertyId) };
      },
      async unwatch(socket, { propertyId, months }) {
        const watched = [...socket.rooms].filter((room) => room.startsWith(monthRoom(propertyId, "")));
        const leaving = months ? months.map((month) => monthRoom(propertyId, month)) : watched;
        for (const room of leaving) await socket.leave(room);
        if (watched.every((room) => leaving.includes(room))) await socket.leave(propertyRoom(propertyId));
        return {};
      },
    },
  };
}
