/** The real application with handlers of a test's own, on a port of its own. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import pino from "pino";
import type { Keys } from "../../shared/accounts/keys.ts";
import type { Context } from "../../shared/booking/context.ts";
import type { RouteName } from "../../shared/contract/rest.ts";
import type { Role } from "../../shared/contract/user.ts";
import { newId } from "../../shared/store/ids.ts";
import { createApp, type AppOptions } from "../../server/app.ts";
import { allowOrigins } from "../../server/auth/origin.ts";
import { createIdentify } from "../../server/auth/passport.ts";
import { signAccessToken, verifyAccessToken } from "../../server/auth/tokens.ts";
import { drain } from "../../server/drain.ts";
import type { Handlers } from "../../server/rest/bind.ts";
import { createClient, type Client } from "./client.ts";

export const PUBLIC_URL = "https://stay.example.com";
export const LISTED_ORIGIN = "https://www.example.com";

export interface TestApp {
  url: string;
  anyone: Client;
  as(...roles: Role[]): Promise<Client & { token: string }>;
  /** Every line logged so far. */
  logged(): string;
  close(): Promise<void>;
}

type Replaced = Partial<Pick<AppOptions, "isReady" | "pagesFolder" | "openapiFile" | "checkAnswers">>;

export async function startApp({ context, keys }: { context: Context; keys: Keys }, handlers: Partial<Handlers<RouteName>>, replaced: Replaced = {}): Promise<TestApp> {
  const lines: string[] = [];
  const log = pino({}, new Writable({ write: (chunk, _encoding, next) => (lines.push(String(chunk)), next()) }));
  const app = createApp({
    context, handlers, log,
    config: { production: false, publicUrl: PUBLIC_URL, trustProxy: 0 },
    identify: createIdentify({ store: context.store, verify: (token) => verifyAccessToken(keys, token) }),
    originAllowed: allowOrigins({ publicUrl: PUBLIC_URL, allowedOrigins: [LISTED_ORIGIN], production: false }),
    isReady: async () => true,
    ...replaced,
  });
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    anyone: createClient(url),
    async as(...roles) {
      const { accessToken } = await signAccessToken(keys, { id: newId(), name: "Ada", roles, family: newId(), epoch: 0 });
      return { ...createClient(url, { Authorization: `Bearer ${accessToken}` }), token: accessToken };
    },
    logged: () => lines.join(""),
    close: () => drain(server),
  };
}
