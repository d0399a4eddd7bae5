import { hostRoom } from "../../shared/feed/rooms.ts";
import type { Context } from "../../shared/booking/context.ts";
import { markRead } from "../../shared/store/alert-reads.ts";
import { alertsSince } from "../reads/alerts.ts";
import { hostCalendar } from "../reads/host-calendar.ts";
import type { Door } from "./namespace.ts";

export function hostDoor({ store, clock }: Context): Door<"/host"> {
  return {
    enter: (socket) => socket.join(hostRoom(socket.data.person!.id)),
    handlers: {
      since: (socket, { cursor }) => alertsSince({ store, clock }, socket.data.person!.id, cursor),
      async read(socket, { ids }) {
        await markRead(store, socket.data.person!.id, ids, await clock());
        return {};
      },
      calendar: async (socket, { from, to }) => ({ properties: await hostCalendar(store, socket.data.person!.id, from, to) }),
    },
  };
}
