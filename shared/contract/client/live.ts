/** The four namespaces over one WebSocket. */
import { Manager } from "socket.io-client";
import type { NamespaceName } from "../sockets.ts";
import { type Availability, createAvailability } from "./availability.ts";
import { type Channel, type Connection, createChannel } from "./channel.ts";
import { createHosting, type Hosting } from "./hosting.ts";
import { createOperations, type Operations } from "./operations.ts";
import type { Rest } from "./rest.ts";
import type { Session } from "./session.ts";
import { createStays, type Stays } from "./stays.ts";
import type { Store } from "./store.ts";

export interface Live {
  availability: Availability;
  stays: Stays;
  hosting: Hosting;
  operations: Operations;
  connections: Record<NamespaceName, Store<Connection>>;
}

/** @param url scheme and host of the service; nothing is connected before something is watched or followed */
export function createLive(url: string, session: Session, rest: Rest): Live {
  const manager = new Manager(url, { transports: ["websocket"], autoConnect: false, reconnectionDelay: 300, reconnectionDelayMax: 4_000, timeout: 8_000 });
  const channel = <N extends NamespaceName>(name: N): Channel<N> => createChannel(manager, name, session);
  const availability = channel("/availability");
  const bookings = channel("/bookings");
  const host = channel("/host");
  const ops = channel("/ops");

  const live: Live = {
    availability: createAvailability({
      channel: availability,
      read: async (id, from, to) => (await rest.call("months", { params: { id }, query: { from, to } })).items,
    }),
    stays: createStays(bookings),
    hosting: createHosting(host),
    operations: createOperations(ops),
    connections: { "/availability": availability.connection, "/bookings": bookings.connection, "/host": host.connection, "/ops": ops.connection },
  };
  session.subscribe(forgetOthers(session, live));
  return live;
}

/** What one person saw is gone before the next one signs in. */
function forgetOthers(session: Session, { stays, hosting, operations }: Live): () => void {
  const userOf = () => {
    const state = session.get();
    return state.status === "signed-in" ? state.user.id : undefined;
  };
  let seen = userOf();
  return () => {
    const userId = userOf();
    if (userId === seen) return;
    seen = userId;
    stays.clear();
    hosting.clear();
    operations.clear();
  };
}
