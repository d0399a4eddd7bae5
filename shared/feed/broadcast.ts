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
import type { Stats } from "../contract/stats.ts";
import type { StoredEvent } from "../store/documents.ts";
import { readProperty } from "../store/properties.ts";
import type { Store } from "../store/open.ts";
import { type Coalescer, coalesce } from "./coalesce.ts";
import { FILTERED_ROOM, guestRoom, propertyRoom } from "./rooms.ts";
import { translate, type Message } from "./translate.ts";

/** Milliseconds between two messages about one month or one booking to one room. */
const STATE_PACE = 30;
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

/** Tells what an event says. */
export interface Telling {
  tell(event: StoredEvent): Promise<void>;
  close(): void;
}

/** To the clients of this node. */
export interface Broadcast extends Telling {
  /** To staff with a filter that it matches. */
  tellFiltered(activity: Activity): void;
  tellViewers(propertyId: Id, count: number): void;
  tellStats(stats: Stats): void;
  /** Asks everybody to read again. */
  reread(): void;
  /** Ends what these persons have open where a role is asked for; what anyone may see goes on. */
  end(code: ClosingCode, whose: (person: SignedIn) => boolean): void;
}

/** To the clients of all nodes. */
export interface RelayBroadcast extends Telling {
  /** Sends at once what is paced. */
  flush(): void;
}

const nameSpace = (io: Server, name: NamespaceName) => io.of(name) as AnyNamespace;

const offer = (states: Coalescer<Message>, message: Message) => states.offer(`${message.namespace} ${message.room} ${message.state}`, message);

/** Everything goes through the adapter, to one room at a time: so that only nodes with somebody in it receive it. */
export function createRelayBroadcast(io: Server, store: Store): RelayBroadcast {
  const send = ({ namespace, room, name, payload }: Message) => nameSpace(io, namespace).to(room).emit(name, payload);
  const states = coalesce<Message>(STATE_PACE, send);
  return {
    async tell(event) {
      const property = event.booking?.status === "confirmed" ? await readProperty({ store }, event.booking.propertyId) : undefined;
      for (const message of translate(event, property)) {
        if (message.state === undefined) send(message);
        else offer(states, message);
      }
    },
    flush: states.flush,
    close: states.close,
  };
}

export function createBroadcast(io: Server, store: Store): Broadcast {
  const of = (name: NamespaceName) => nameSpace(io, name);
  const send = ({ namespace, room, name, payload }: Message) => of(namespace).local.to(room).emit(name, payload);
  const states = coalesce<Message>(STATE_PACE, send);
  const rereads = new Set<NodeJS.Timeout>();

  function tellFiltered(activity: Activity): void {
    for (const id of of("/ops").adapter.rooms.get(FILTERED_ROOM) ?? []) {
      const socket = of("/ops").sockets.get(id);
      if (socket?.data.filter && matches(socket.data.filter, activity)) socket.emit("activity", activity);
    }
  }

  function deliver(message: Message): void {
    if (message.name === "activity") tellFiltered(message.payload);
    if (!of(message.namespace).adapter.rooms.has(message.room)) return;
    if (message.state === undefined) send(message);
    else offer(states, message);
  }

  return {
    tellFiltered,
    tellViewers: (propertyId, count) => void of("/availability").local.to(propertyRoom(propertyId)).emit("viewers", { propertyId, count }),
    tellStats: (stats) => void of("/ops").local.emit("stats", stats),
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
