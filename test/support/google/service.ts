/** The whole service with a Google of its own, and people's ways there and back. */
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import type { Config } from "../../../shared/config.ts";
import { handClock, type HandClock } from "../fixtures.ts";
import { freshStore } from "../mongo.ts";
import { startService, type Service } from "../service.ts";
import type { Wanderer } from "./browser.ts";
import { type Account, CLIENT, type GoogleInTests, startGoogle } from "./provider.ts";

export interface ServiceWithGoogle {
  /** Where browsers reach it: another site than Google's. */
  url: string;
  google: GoogleInTests;
  service: Service;
  time: HandClock;
  /** Where a browser is sent that wants to sign in. */
  asked(browser: Wanderer, next?: string): Promise<string>;
  /** Chooses an account there. @returns the address that leads back, not asked yet */
  chosen(browser: Wanderer, asked: string, account: Account): Promise<string>;
  /** All the way. @returns where it ended */
  signIn(browser: Wanderer, account: Account, next?: string): Promise<string>;
  /** Whose session this browser has; `undefined` where it has none. */
  whoIs(browser: Wanderer): Promise<{ id: string; name: string; roles: string[] } | undefined>;
  close(): Promise<void>;
}

/** A port that is free, because both must know the other's address before they begin. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export async function startWithGoogle({ pagesFolder, ...config }: Partial<Config> & { pagesFolder?: string } = {}): Promise<ServiceWithGoogle> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const callback = `${url}/api/auth/google/callback`;
  const google = await startGoogle(callback);
  const time = handClock(new Date().toISOString());
  const store = await freshStore();
  const settings = { port, publicUrl: url, google: { issuer: google.issuer, ...CLIENT }, ...config };
  const service = await startService({ store, clock: time.clock, config: settings, ...(pagesFolder && { pagesFolder }) });

  const asked = async (browser: Wanderer, next?: string) => {
    const { status, location } = await browser.get(`${url}/api/auth/google${next === undefined ? "" : `?next=${encodeURIComponent(next)}`}`);
    if (status !== 302 || location === null) throw new Error(`it answered ${status} and ${location}`);
    return location;
  };
  const chosen = async (browser: Wanderer, from: string, { sub }: Account) => {
    browser.cookiesOf(google.issuer).clear(); // nobody is signed in there: it would ask an account that is to sign out first
    const page = await browser.follow(from, `${google.issuer}/who/`);
    return browser.follow(`${page}?account=${sub}`, callback);
  };
  return {
    url, google, service, time, asked, chosen,
    async signIn(browser, account, next) {
      const { location } = await browser.get(await chosen(browser, await asked(browser, next), account));
      return location ?? "nowhere";
    },
    async whoIs(browser) {
      const { status, body } = await browser.post(`${url}/api/auth/refresh`);
      return status === 200 ? body.user : undefined;
    },
    async close() {
      await service.close();
      await store.close();
      await google.close();
    },
  };
}
