/** The live doors of one node: Socket.IO on the HTTP server, fed by this node's own change stream. */
import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Logger } from "pino";
import { Server } from "socket.io";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Context } from "../../shared/booking/context.ts";
import { createBroadcast, endSocket, type AnySocket } from "../../shared/feed/broadcast.ts";
import { follow } from "../../shared/feed/follow.ts";
import { namespaces } from "../../shared/contract/sockets.ts";
import type { Limiting } from "../limits/limiting.ts";
import type { Revocations } from "../auth/revocations.ts";
import type { Verify } from "../auth/tokens.ts";
import { availabilityDoor } from "./availability.ts";
import { bookingsDoor } from "./bookings.ts";
import { watchConnections } from "./connections.ts";
import { hostDoor } from "./host.ts";
import { bindNamespace, type DoorKeeper } from "./namespace.ts";
import { opsDoor } from "./ops.ts";

/** The largest frame a client may send, in bytes. */
const MOST_BYTES = 64 * 1024;
/** How long a connection may take to enter a namespace, in milliseconds. */
const ENTER_WITHIN = 10_000;
/** How long a request waits for the feed, in milliseconds, before it is told to come again. */
const FEED_WAIT = 5000;

export interface Sockets {
  /** Whether this node tells what commits. */
  ready(): boolean;
  close(): Promise<void>;
}

export interface AttachOptions {
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
}

export function attachSockets({ httpServer, context, log, verify, revocations, originAllowed, limiting, addressOf }: AttachOptions): Sockets {
  const { store } = context;
  const io = new Server(httpServer, {
    transports: ["websocket"],
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: MOST_BYTES,
    connectTimeout: ENTER_WITHIN,
    allowRequest(request, decide) {
      const { origin, host } = request.headers;
      if (!originAllowed(origin, host)) {
        refusals.count("origin");
        return decide("Pages of this origin may not connect", false);
      }
      connections.refusalOf(request).then((refusal) => decide(refusal, refusal === undefined), (error: unknown) => {
        log.error({ err: error }, "whether a connection may begin could not be decided");
        decide("Try again", false);
      });
    },
  });
  const { refusals } = limiting;
  const connections = watchConnections(io, limiting, addressOf);
  // Socket.IO has this one whether or not there is a use for it: whoever entered would stay and be nobody's.
  io.use((_socket, next) => next(new Error("There is nothing in this namespace")));
  const broadcast = createBroadcast(io, store);
  const learn = async () => {
    await revocations.load(context);
    broadcast.end("revoked", revocations.isRevoked);
  };
  const feed = follow({
    store,
    log,
    async tell(event) {
      if (event.type === "user.revoked") {
        revocations.learn(event);
        broadcast.end("revoked", revocations.isRevoked);
      }
      await broadcast.tell(event);
    },
    gap() {
      broadcast.reread();
      learn().catch((error: unknown) => log.error({ err: error }, "what was revoked meanwhile could not be learnt"));
    },
  });
  feed.opened.then(learn).catch((error: unknown) => log.error({ err: error }, "what was revoked before could not be learnt"));
  const keeper: DoorKeeper = { log, verify, connections, refusals, feedOn: () => within(FEED_WAIT, feed.opened) };
  bindNamespace(io, "/availability", availabilityDoor(store, limiting.limits?.counts.rooms), keeper);
  bindNamespace(io, "/bookings", bookingsDoor(store), keeper);
  bindNamespace(io, "/host", hostDoor(context), keeper);
  bindNamespace(io, "/ops", opsDoor(context), keeper);
  return {
    ready: feed.isOpen,
    async close() {
      for (const name of Object.keys(namespaces)) {
        for (const socket of io.of(name).sockets.values()) endSocket(socket as AnySocket, "draining");
      }
      connections.close();
      broadcast.close();
      await feed.close();
      await io.close();
    },
  };
}

async function within(milliseconds: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal("unavailable", "Live changes are not on yet; try again")), milliseconds);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
