import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { type Keys, openKeys } from "../shared/accounts/keys.ts";
import type { Context } from "../shared/booking/context.ts";
import { createCache } from "../shared/cache/cache.ts";
import type { Config } from "../shared/config.ts";
import type { NodeStats } from "../shared/contract/stats.ts";
import { feedsOver } from "../shared/calendars/feed.ts";
import { organizerOf } from "../shared/calendars/stay-file.ts";
import { createOutbound } from "../shared/outbound/outbound.ts";
import { createPayments } from "../shared/payments/create.ts";
import { connectRedis } from "../shared/redis.ts";
import { nameNode } from "../shared/feed/cluster/registry.ts";
import { installationName } from "../shared/store/installation.ts";
import type { Store } from "../shared/store/open.ts";
import { type Clock, databaseClock } from "../shared/store/transact.ts";
import { createApp } from "./app.ts";
import { refreshCookie } from "./auth/cookie.ts";
import { googleRoutes } from "./auth/google.ts";
import { allowOrigins } from "./auth/origin.ts";
import { createIdentify } from "./auth/passport.ts";
import { createRevocations, refuseRevoked } from "./auth/revocations.ts";
import { verifyAccessToken } from "./auth/tokens.ts";
import { drain } from "./drain.ts";
import { primaryAnswers } from "./health.ts";
import { clientAddress } from "./limits/address.ts";
import { startLimiting } from "./limits/limiting.ts";
import type { Refusals } from "./limits/refusals.ts";
import { createMetrics } from "./metrics.ts";
import { createHandlers } from "./rest/handlers.ts";
import { attachSockets } from "./sockets/attach.ts";
import type { ReachedRedis } from "./sockets/feed.ts";

/** Where the page is built to, seen from the source and from what is built of it. */
const PAGES = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../dist/web" : "../web", import.meta.url));

/** Printed beside the source; a build copies it. */
const OPENAPI = fileURLToPath(new URL("./openapi.json", import.meta.url));

/** Milliseconds in which a request has to have come in whole: bodies are small, and who sends slower holds a connection. */
const REQUEST_TIMEOUT = 30_000;
/** Milliseconds for which an idle connection is kept: longer than a balancer does, so that none is closed as a request comes in. */
const KEEP_ALIVE = 65_000;
/** Connections that wait to be accepted: all of another server's may come at once. */
const BACKLOG = 4096;

export interface ServerOptions {
  store: Store;
  config: Pick<Config, "production" | "host" | "port" | "publicUrl" | "allowedOrigins" | "trustProxy" | "authKeys" | "stripe" | "google" | "holdSeconds" | "limits" | "redisUrl" | "drainSeconds" | "outboundAllow" | "mailFrom">;
  log: Logger;
  /** The database's where absent. */
  clock?: Clock;
  /** For tests: each answer is compared with the contract. */
  checkAnswers?: boolean;
  /** Folder of the built page, absolute; that of this project where absent. */
  pagesFolder?: string;
  /** The printed OpenAPI document, absolute; that of this project where absent. Without the file there is no such address. */
  openapiFile?: string;
}

export interface RunningServer {
  /** Where this process listens, as it is reached from this machine. */
  url: string;
  port: number;
  context: Context;
  keys: Keys;
  /** Names this process among all. */
  node: string;
  /** What this process has refused. */
  refusals: Refusals;
  /** Of this process, as of now. */
  stats(): NodeStats;
  /** Sends clients elsewhere, finishes what is under way, and ends; the store stays open. */
  close(): Promise<void>;
}

/** Starts REST, sockets and pages on one port. Rejects where the port is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { store, config, log, clock = databaseClock(store), ...given } = options;
  const payments = createPayments({ store, clock, config });
  const context = { store, clock, payments, holdSeconds: config.holdSeconds, mostHolds: config.limits?.counts.liveHolds };
  const keys = await openKeys({ store, config });
  const revocations = createRevocations();
  await revocations.load(context);
  const verify = async (token: string) => refuseRevoked(revocations, await verifyAccessToken(keys, token));
  const identify = createIdentify({ store, verify });
  const originAllowed = allowOrigins(config);
  const cookie = refreshCookie(config.production);
  const auth = { keys, identify, cookie, google: config.google !== undefined };
  const google = config.google && googleRoutes({ google: config.google, config, context, keys, cookie });
  const sandbox = config.production || payments.provider !== "sandbox" ? undefined : { context, sandbox: payments, log };
  const stripe = payments.provider === "stripe" ? { stripe: payments, log } : undefined;
  const redis = config.redisUrl === undefined ? undefined : await reachRedis(config.redisUrl, store, log);
  const limiting = startLimiting(config, redis?.connection, log);
  const cache = createCache(redis?.connection);
  const handlers = createHandlers({ auth, cache, calendars: calendarsDoor(config), outboundAllow: config.outboundAllow, sandbox, stripe });
  const metrics = createMetrics({ cache, limiting, stats: () => sockets.stats(), behind: () => sockets.behind() });
  const node = nameNode();
  let closing = false;
  const isReady = async () => !closing && sockets.ready() && (await primaryAnswers(store));
  const files = { pagesFolder: PAGES, openapiFile: OPENAPI };
  const app = createApp({ ...files, ...given, config, log, context, identify, handlers, originAllowed, google, isReady, metrics, limits: limiting.requests, admission: limiting.admission });
  // Listens before the sockets do: they take their own requests away from whoever listens already.
  const httpServer = createServer({ requestTimeout: REQUEST_TIMEOUT, keepAliveTimeout: KEEP_ALIVE }, (req, res) => {
    if (closing) res.setHeader("Connection", "close");
    app(req, res);
  });
  const addressOf = (request: IncomingMessage) => clientAddress(app, request);
  const sockets = attachSockets({ node, httpServer, context, log, originAllowed, verify, revocations, limiting, addressOf, redis, onEvent: (event) => void cache.forget(event) });
  const end = async () => {
    await sockets.close();
    limiting.close();
    redis?.connection.disconnect();
  };
  const port = await listen(httpServer, config).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  log.info({ node }, "this is a node");
  return {
    url: `http://${urlHost(config.host)}:${port}`,
    port,
    context,
    keys,
    node,
    refusals: limiting.refusals,
    stats: sockets.stats,
    async close() {
      closing = true;
      // Whoever sends clients here asks again and again whether to: it needs a moment to find out.
      if (config.drainSeconds > 0) await sockets.moveClients(config.drainSeconds * 1000);
      const drained = drain(httpServer);
      await end();
      await drained;
    },
  };
}

function calendarsDoor({ publicUrl, mailFrom, outboundAllow: allow }: Pick<Config, "publicUrl" | "mailFrom" | "outboundAllow">) {
  return { publicUrl, organizer: organizerOf(mailFrom), allow, read: feedsOver(createOutbound({ allow })) };
}

async function reachRedis(url: string, store: Store, log: Logger): Promise<ReachedRedis> {
  const installation = await installationName(store);
  return { url, installation, connection: connectRedis(url, installation, log, "each server limits and counts for itself until it is back") };
}

async function listen(server: Server, { port, host }: Pick<Config, "port" | "host">): Promise<number> {
  server.listen({ port, host, backlog: BACKLOG });
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** An address to listen on is not always one to connect to. */
function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
