/** Every live connection of this server: how many an address and a person have, what each does, and the end of one that does too much. */
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Server } from "socket.io";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Id } from "../../shared/contract/ids.ts";
import { type AnySocket, endSocket } from "../../shared/feed/broadcast.ts";
import type { RateName } from "../../shared/limits.ts";
import { addressKey } from "../limits/address.ts";
import type { Limiting } from "../limits/limiting.ts";
import { refuseBeyond } from "../limits/rates.ts";
import { createSeats } from "../limits/seats.ts";
import { isTooSlow } from "./backlog.ts";

type Conn = AnySocket["conn"];

interface Connection {
  address: string;
  tcp: Socket;
  sockets: Set<AnySocket>;
  underWay: number;
  cut: boolean;
  ending: boolean;
  /** What has to be given back when it ends. */
  leave: Set<() => void>;
}

export interface Connections {
  /** @returns why this address may not begin another, `undefined` where it may */
  refusalOf(request: IncomingMessage): Promise<string | undefined>;
  /** A namespace of a connection is being entered. @returns to be called where it is not let in. @throws Refusal `rate_limited` */
  enter(socket: AnySocket): () => void;
  /** Its person is known. @throws Refusal `rate_limited` */
  seat(socket: AnySocket, namespace: string, personId: Id): void;
  /** @throws Refusal `rate_limited` where it or its address asks too often */
  countRequest(socket: AnySocket): Promise<void>;
  /** @returns to be called when it was answered. @throws Refusal `rate_limited` where too many were not */
  beginRequest(socket: AnySocket): () => void;
  close(): void;
}

/** A connection has four namespaces; some may be entered anew before the server has noticed their end. */
const MOST_SOCKETS = 8;
/** Begun connections that a flood counts as: who comes back at once to go on is soon not let in. */
const FLOOD_COSTS = 20;
/** Milliseconds between the last words to a connection and its end, whether it has listened and agreed or not. */
const LAST_WORDS = 250;
const LOOK_EVERY = 1000;

export function watchConnections(io: Server, { limits, rates, refusals }: Limiting, addressOf: (request: IncomingMessage) => string): Connections {
  const counts = limits?.counts;
  const open = new Map<Conn, Connection>();
  const ofAddress = createSeats(counts?.connectionsOfAddress);
  const ofPerson = createSeats(counts?.connectionsOfPerson);

  function cut(conn: Conn, connection: Connection, code: "flood" | "slow"): void {
    if (connection.cut) return;
    connection.cut = true;
    refusals.count(code, { address: connection.address });
    if (code === "slow") return void connection.tcp.destroy();
    void rates.take("connects", connection.address, FLOOD_COSTS);
    for (const socket of connection.sockets) endSocket(socket, code);
    conn.close(); // from here on what comes in is dropped
    endSoon(connection);
  }

  const endSoon = ({ tcp }: Connection) => void setTimeout(() => tcp.destroy(), LAST_WORDS).unref();

  async function countPacket(conn: Conn, connection: Connection): Promise<void> {
    const taken = await rates.take("packets", connectionId(conn));
    if (taken && !taken.allowed) cut(conn, connection, "flood");
  }

  io.engine.on("connection", (conn: Conn) => {
    const tcp = conn.request.socket;
    const connection: Connection = { address: addressKey(addressOf(conn.request)), tcp, sockets: new Set(), underWay: 0, cut: false, ending: false, leave: new Set() };
    open.set(conn, connection);
    conn.once("close", (reason: string) => {
      open.delete(conn);
      endSoon(connection);
      for (const leave of connection.leave) leave();
      if (reason === "parse error" || reason === "transport error") refusals.count("malformed", { address: connection.address });
    });
    const leave = ofAddress.take(connection.address);
    if (!leave) return void tcp.destroy(); // several came in at once
    connection.leave.add(leave);
    conn.on("packet", () => void countPacket(conn, connection));
  });
  io.engine.on("connection_error", ({ code }: { code: number }) => {
    if (code !== FORBIDDEN) refusals.count("handshake");
  });
  const looking = setInterval(() => {
    for (const [conn, connection] of open) {
      if (isTooSlow(conn, connection.tcp)) cut(conn, connection, "slow");
      // Ended by the server, and the client does not agree.
      if (connection.ending) connection.tcp.destroy();
      connection.ending = conn.readyState === "closing";
    }
  }, LOOK_EVERY);
  looking.unref();

  /** Whoever is gone already has nothing to count. */
  const of = ({ conn }: AnySocket) => open.get(conn);

  async function take(name: RateName, key: string, connection: Connection): Promise<void> {
    const taken = await rates.take(name, key);
    if (taken) refuseBeyond(taken, refusals, connection.address);
  }

  return {
    async refusalOf(request) {
      if (!limits) return undefined;
      const address = addressKey(addressOf(request));
      const full = ofAddress.isFull(address);
      if (!full && (await rates.take("connects", address))?.allowed !== false) return undefined;
      refusals.count(full ? "connectionsOfAddress" : "connects", { address });
      return "Too many connections from this address; come back later";
    },
    enter(socket) {
      const connection = of(socket);
      if (!connection) return () => {};
      if (connection.sockets.size >= MOST_SOCKETS) {
        refusals.count("namespace", { address: connection.address });
        throw new Refusal("rate_limited", "This connection is in as many namespaces as it may be");
      }
      connection.sockets.add(socket);
      const leave = () => void connection.sockets.delete(socket);
      socket.once("disconnect", leave);
      return leave;
    },
    seat(socket, namespace, personId) {
      const connection = of(socket);
      if (!connection) return;
      const leave = ofPerson.take(`${namespace} ${personId}`);
      if (!leave) {
        refusals.count("connectionsOfPerson", { namespace });
        throw new Refusal("rate_limited", "You have as many connections as you may; end another first");
      }
      connection.leave.add(leave);
      socket.once("disconnect", () => {
        connection.leave.delete(leave);
        leave();
      });
    },
    async countRequest(socket) {
      const connection = of(socket);
      if (!connection) return;
      await take("socketRequests", connectionId(socket.conn), connection);
      await take("socketRequestsOfAddress", connection.address, connection);
    },
    beginRequest(socket) {
      const connection = of(socket);
      if (!connection) return () => {};
      if (connection.underWay >= (counts?.underWay ?? Infinity)) {
        refusals.count("underWay", { address: connection.address });
        throw new Refusal("rate_limited", "Wait for the answers to what you have asked", { retryAfter: 1 });
      }
      connection.underWay += 1;
      return () => void (connection.underWay -= 1);
    },
    close: () => clearInterval(looking),
  };
}

/** Engine.IO's code of what `allowRequest` refused; that was counted with its reason. */
const FORBIDDEN = 4;

const connectionId = (conn: Conn) => (conn as unknown as { id: string }).id;
