/** The live doors of one node: Socket.IO on the HTTP server. */
import type { IncomingMessage, Server as HttpServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { Server } from "socket.io";
import type { Context } from "../../shared/booking/context.ts";
import { namespaces } from "../../shared/contract/sockets.ts";
import type { NodeStats } from "../../shared/contract/stats.ts";
import { endSocket, type AnySocket } from "../../shared/feed/broadcast.ts";
import { createRegistry } from "../../shared/feed/cluster/registry.ts";
import { measureDelays } from "../../shared/feed/delays.ts";
import { countViewers } from "../../shared/feed/viewers.ts";
import type { StoredEvent } from "../../shared/store/documents.ts";
import { turnAway } from "../limits/admission.ts";
import type { Limiting } from "../limits/limiting.ts";
import type { Revocations } from "../auth/revocations.ts";
import type { Verify } from "../auth/tokens.ts";
import { countsNow } from "../reads/counts.ts";
import { availabilityDoor } from "./availability.ts";
import { bookingsDoor } from "./bookings.ts";
import { watchConnections } from "./connections.ts";
import { type ReachedRedis, startFeed } from "./feed.ts";
import { hostDoor } from "./host.ts";
import { bindNamespace, type DoorKeeper } from "./namespace.ts";
import { opsDoor } from "./ops.ts";
import { clientsOf, tellStats } from "./stats.ts";

/** The largest frame a client may send, in bytes. */
const MOST_BYTES = 64 * 1024;
/** How long a connection may take to enter a namespace, in milliseconds. */
const ENTER_WITHIN = 10_000;
/** Milliseconds between two groups of clients that are sent elsewhere. */
const MOVE_EVERY = 50;
/** Milliseconds that what is told may lie behind the database before clients are sent elsewhere. */
const MOST_BEHIND = 5000;

export interface Sockets {
  /** Whether this node tells what commits, in time. */
  ready(): boolean;
  /** As of now. */
  stats(): NodeStats;
  /** Milliseconds that rooms may be behind the database. */
  behind(): number;
  /** Lets nobody in any more, and sends who is here elsewhere, one by one over so many milliseconds. */
  moveClients(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

export interface AttachOptions {
  /** Names this process among all. */
  node: string;
  httpServer: HttpServer;
  context: Context;
  log: Logger;
  verify: Verify;
  revocations: Revocations;
  /** Whether a page of this origin may connect. */
  originAllowed(origin: string | undefined, host: string | undefined): boolean;
  limiting: Limiting;
  /** Where a request comes from, trusted proxies left out. */
  addressOf(request: IncomingMessage): string;
  redis: ReachedRedis | undefined;
  /** An event that this node follows itself. */
  onEvent(event: StoredEvent): void;
}

export function attachSockets({ node, httpServer, context, log, verify, revocations, originAllowed, limiting, addressOf, redis, onEvent }: AttachOptions): Sockets {
  const { store } = context;
  let moving = false;
  const io = new Server(httpServer, {
    transports: ["websocket"],
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: MOST_BYTES,
    connectTimeout: ENTER_WITHIN,
    allowRequest(request, decide) {
      const { origin, host } = request.headers;
      if (moving) {
        turnAway(request.socket);
        return decide("This server ends", false);
      }
      if (!originAllowed(origin, host)) {
        refusals.count("origin");
        return decide("Pages of this origin may not connect", false);
      }
      if (admission.refusesConnection(io.engine.clientsCount)) {
        turnAway(request.socket);
        return decide("This server has enough to do", false);
      }
      connections.refusalOf(request).then((refusal) => decide(refusal, refusal === undefined), (error: unknown) => {
        log.error({ err: error }, "whether a connection may begin could not be decided");
        decide("Try again", false);
      });
    },
  });
  const { refusals, admission } = limiting;
  const connections = watchConnections(io, limiting, addressOf);
  const delays = measureDelays(context.clock, log);
  const feed = startFeed({ io, context, log, revocations, delays, redis, onEvent });
  // Socket.IO has this one whether or not there is a use for it: whoever entered would stay and be nobody's.
  io.use((_socket, next) => next(new Error("There is nothing in this namespace")));
  const registry = redis && createRegistry(redis.connection, node);
  const viewers = countViewers(io.of("/availability").adapter as never, registry, feed.broadcast.tellViewers);
  const ownStats = (): NodeStats => {
    const delayed = feed.isSilent() ? undefined : delays.recent();
    return { id: node, role: "server", ...clientsOf(io), fed: feed.isSilent() ? "relay" : "itself", ...(delayed && { delay: delayed }) };
  };
  const stats = tellStats({ io, registry, own: ownStats, counts: () => countsNow(context), tell: feed.broadcast.tellStats });
  const { covers } = feed;
  const keeper: DoorKeeper = { log, verify, connections, refusals, admission, feedOn: covers };
  bindNamespace(io, "/availability", availabilityDoor({ store, mostRooms: limiting.limits?.counts.rooms, viewers, covers }), keeper);
  bindNamespace(io, "/bookings", bookingsDoor(store), keeper);
  bindNamespace(io, "/host", hostDoor(context), keeper);
  bindNamespace(io, "/ops", opsDoor(context, covers), keeper);
  const clients = () => Object.keys(namespaces).flatMap((name) => [...io.of(name).sockets.values()]) as AnySocket[];
  return {
    ready: () => feed.isOpen() && feed.behind() < MOST_BEHIND,
    stats: ownStats,
    behind: feed.behind,
    async moveClients(milliseconds) {
      moving = true;
      const began = performance.now();
      const all = clients();
      const { length } = all;
      for (let passed = 0; passed < 1; await delay(MOVE_EVERY)) {
        passed = Math.min(1, (performance.now() - began + MOVE_EVERY) / Math.max(1, milliseconds));
        const staying = Math.floor(length * (1 - passed));
        for (const socket of all.splice(staying)) if (socket.connected) endSocket(socket, "draining");
      }
    },
    async close() {
      moving = true;
      for (const socket of clients()) endSocket(socket, "draining");
      connections.close();
      await Promise.all([stats.close(), viewers.close()]);
      delays.close();
      await feed.close();
      await io.close();
    },
  };
}
