import { Refusal } from "../../shared/contract/errors.ts";
import { CASES_ROOM, FILTERED_ROOM, OPS_ROOM } from "../../shared/feed/rooms.ts";
import type { ActivityFilter } from "../../shared/contract/activity-filter.ts";
import type { Context } from "../../shared/booking/context.ts";
import type { AnySocket } from "../../shared/feed/broadcast.ts";
import { activitySince } from "../reads/activity.ts";
import type { Door } from "./namespace.ts";

/** Resolves when who has joined is told of what commits from now on. */
type Covers = () => Promise<void>;

/** Whoever filters is told one by one and not by the room. The old room is left when the new one is covered. */
async function setFilter(socket: AnySocket, filter: ActivityFilter, covers: Covers): Promise<void> {
  // Who has gone meanwhile must not be put into a room: nobody would ever take it out.
  if (socket.disconnected) throw new Refusal("unavailable", "The connection has gone");
  if (Object.keys(filter).length === 0) {
    delete socket.data.filter;
    await socket.join(OPS_ROOM);
    await covers();
    await socket.leave(FILTERED_ROOM);
  } else {
    socket.data.filter = filter;
    await socket.join(FILTERED_ROOM);
    await covers();
    await socket.leave(OPS_ROOM);
  }
}

export function opsDoor({ store, clock }: Context, covers: Covers): Door<"/ops"> {
  return {
    enter: (socket) => socket.join([OPS_ROOM, CASES_ROOM]),
    handlers: {
      async since(socket, { cursor, filter }) {
        if (filter) await setFilter(socket, filter, covers);
        return activitySince({ store, clock }, socket.data.filter ?? {}, cursor);
      },
      async filter(socket, filter) {
        await setFilter(socket, filter, covers);
        return {};
      },
    },
  };
}
