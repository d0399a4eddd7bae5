/** The four namespaces over one WebSocket. */
import { Manager } from "socket.io-client";
import { mayTry, permissions } from "../permissions.ts";
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

/** What one person saw is gone before the next one signs in, and what a role let them see, when that is gone. */
function forgetOthers(session: Session, { stays, hosting, operations }: Live): () => void {
  const seenBy: { namespace: NamespaceName; clear: () => void; userId?: string | undefined }[] = [
    { namespace: "/bookings", clear: stays.clear },
    { namespace: "/host", clear: hosting.clear },
    { namespace: "/ops", clear: operations.clear },
  ];
  const userOf = (namespace: NamespaceName) => {
    const state = session.get();
    return state.status === "signed-in" && mayTry(permissions[namespace], state.user.roles) ? state.user.id : undefined;
  };
  for (const one of seenBy) one.userId = userOf(one.namespace);
  return () => {
    for (const one of seenBy) {
      const userId = userOf(one.namespace);
      if (userId === one.userId) continue;
      one.userId = userId;
      one.clear();
    }
  };
}
