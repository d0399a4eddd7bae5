/** The only place that emits to clients. What is emitted was decided in `translate`; here it is paced and sent. */
import type { DefaultEventsMap, Namespace, Server, Socket } from "socket.io";
import type { z } from "zod";
import { closings, type ClosingCode } from "../contract/errors.ts";
import { type ActivityFilter, matches } from "../contract/activity-filter.ts";
import { permissions } from "../contract/permissions.ts";
import { commonBroadcasts, namespaces, type NamespaceName } from "../contract/sockets.ts";
import type { Person } from "../contract/user.ts";
import type { Activity } from "../contract/events.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredEvent } from "../store/documents.ts";
import { readProperty } from "../store/properties.ts";
import type { Store } from "../store/open.ts";
import { coalesce } from "./coalesce.ts";
import { guestRoom, OPS_ROOM, propertyRoom } from "./rooms.ts";
import { translate, type Message } from "./translate.ts";

/** Milliseconds between two messages about one month or one booking to one room. */
const STATE_PACE = 30;
/** Milliseconds between two counts of a property's viewers. */
const VIEWERS_PACE = 2000;
/** After a gap everybody reads again within so many milliseconds, not all at once. */
const REREAD_SPREAD = 1000;

type AnyNamespace = Namespace<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
export type AnySocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/** Who opened a connection: with which device's session and until when, and at which count of what ends all tokens. */
export interface SignedIn extends Person {
  expiresAt: Date;
  family: Id;
  epoch: number;
}

/** What the server keeps of a connection to a namespace. */
export interface SocketData {
  person?: SignedIn;
  /** In /ops, of those who don't want everything. */
  filter?: ActivityFilter;
}

export interface Broadcast {
  tell(event: StoredEvent): Promise<void>;
  /** Asks everybody to read again. */
  reread(): void;
  /** Ends what these persons have open where a role is asked for; what anyone may see goes on. */
  end(code: ClosingCode, whose: (person: SignedIn) => boolean): void;
  close(): void;
}

export function createBroadcast(io: Server, store: Store): Broadcast {
  const of = (namespace: NamespaceName) => io.of(namespace) as AnyNamespace;
  const send = ({ namespace, room, name, payload }: Message) => of(namespace).local.to(room).emit(name, payload);
  const states = coalesce<Message>(STATE_PACE, send);
  const viewers = countViewers(of("/availability"));
  const rereads = new Set<NodeJS.Timeout>();

  function deliver(message: Message): void {
    if (message.name === "activity") tellFiltered(of("/ops"), message.payload);
    if (!of(message.namespace).adapter.rooms.has(message.room)) return;
    if (message.state === undefined) send(message);
    else states.offer(`${message.namespace} ${message.room} ${message.state}`, message);
  }

  return {
    async tell(event) {
      const { booking } = event;
      const arrives = booking?.status === "confirmed" && of("/bookings").adapter.rooms.has(guestRoom(booking.guestId));
      const property = arrives ? await readProperty({ store }, booking.propertyId) : undefined;
      for (const message of translate(event, property)) deliver(message);
    },
    reread() {
      for (const name of Object.keys(namespaces) as NamespaceName[]) {
        for (const socket of of(name).sockets.values()) {
          const timer = setTimeout(() => {
            rereads.delete(timer);
            say(socket, "reread", {});
          }, Math.random() * REREAD_SPREAD);
          rereads.add(timer);
        }
      }
    },
    end(code, whose) {
      for (const name of Object.keys(namespaces) as NamespaceName[]) {
        if (permissions[name] === "anyone") continue;
        for (const socket of of(name).sockets.values()) if (socket.data.person && whose(socket.data.person)) endSocket(socket, code);
      }
    },
    close() {
      for (const timer of rereads) clearTimeout(timer);
      states.close();
      viewers.close();
    },
  };
}

/** Says something to one connection that every namespace knows. */
export function say<E extends keyof typeof commonBroadcasts>(socket: AnySocket, name: E, payload: z.output<(typeof commonBroadcasts)[E]["payload"]>): void {
  socket.emit(name, payload);
}

/** Says why and then ends: the transport where the client shall come back by itself, else the namespace alone. */
export function endSocket(socket: AnySocket, code: ClosingCode): void {
  const { reason, reconnect } = closings[code];
  say(socket, "closing", { code, reason, reconnect });
  if (reconnect) socket.conn.close();
  else socket.disconnect();
}

/** How many connections of this node look at a property. */
export function viewersOf(namespace: { adapter: { rooms: Map<string, Set<string>> } }, propertyId: Id): number {
  return namespace.adapter.rooms.get(propertyRoom(propertyId))?.size ?? 0;
}

function countViewers(availability: AnyNamespace): { close(): void } {
  const counts = coalesce<Id>(VIEWERS_PACE, (propertyId) => {
    availability.local.to(propertyRoom(propertyId)).emit("viewers", { propertyId, count: viewersOf(availability, propertyId) });
  });
  const onChange = (room: string) => {
    const [, propertyId] = room.split(":");
    if (propertyId !== undefined && room === propertyRoom(propertyId)) counts.offer(propertyId, propertyId);
  };
  availability.adapter.on("join-room", onChange);
  availability.adapter.on("leave-room", onChange);
  return {
    close() {
      availability.adapter.off("join-room", onChange);
      availability.adapter.off("leave-room", onChange);
      counts.close();
    },
  };
}

/** Those with a filter are not in the room. */
function tellFiltered(ops: AnyNamespace, activity: Activity): void {
  for (const socket of ops.sockets.values()) {
    if (!socket.rooms.has(OPS_ROOM) && socket.data.filter && matches(socket.data.filter, activity)) socket.emit("activity", activity);
  }
}
