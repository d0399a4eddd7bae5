import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { type Keys, openKeys } from "../shared/accounts/keys.ts";
import type { Context } from "../shared/booking/context.ts";
import type { Config } from "../shared/config.ts";
import { createPayments } from "../shared/payments/create.ts";
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
import { createHandlers } from "./rest/handlers.ts";
import { attachSockets } from "./sockets/attach.ts";

/** Where the page is built to, seen from the source and from what is built of it. */
const PAGES = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "../dist/web" : "../web", import.meta.url));

/** Printed beside the source; a build copies it. */
const OPENAPI = fileURLToPath(new URL("./openapi.json", import.meta.url));

/** Milliseconds in which a request has to have come in whole: bodies are small, and who sends slower holds a connection. */
const REQUEST_TIMEOUT = 30_000;

export interface ServerOptions {
  store: Store;
  config: Pick<Config, "production" | "host" | "port" | "publicUrl" | "allowedOrigins" | "trustProxy" | "authKeys" | "stripe" | "google" | "holdSeconds" | "limits" | "redisUrl">;
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
  /** What this process has refused. */
  refusals: Refusals;
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
  const handlers = createHandlers({ auth, sandbox, stripe });
  const limiting = startLimiting(config, log);
  let closing = false;
  const isReady = async () => !closing && sockets.ready() && (await primaryAnswers(store));
  const files = { pagesFolder: PAGES, openapiFile: OPENAPI };
  const app = createApp({ ...files, ...given, config, log, context, identify, handlers, originAllowed, google, isReady, limits: limiting.requests });
  // Listens before the sockets do: they take their own requests away from whoever listens already.
  const httpServer = createServer({ requestTimeout: REQUEST_TIMEOUT }, app);
  const sockets = attachSockets({ httpServer, context, log, originAllowed, verify, revocations, limiting, addressOf: (request) => clientAddress(app, request) });
  const port = await listen(httpServer, config).catch(async (error: unknown) => {
    await sockets.close();
    limiting.close();
    throw error;
  });
  return {
    url: `http://${urlHost(config.host)}:${port}`,
    port,
    context,
    keys,
    refusals: limiting.refusals,
    async close() {
      closing = true;
      const drained = drain(httpServer);
      await sockets.close();
      await drained;
      limiting.close();
    },
  };
}

async function listen(server: Server, { port, host }: Pick<Config, "port" | "host">): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** An address to listen on is not always one to connect to. */
function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
