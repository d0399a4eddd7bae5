/** A browser without a page: its cookies, its lock and its memory, with as many tabs as are opened, each the client that pages use. */
import { createLive, type Live } from "../../shared/contract/client/live.ts";
import { createRest, type Rest } from "../../shared/contract/client/rest.ts";
import { createSession, type Session, type SessionMemory } from "../../shared/contract/client/session.ts";
import { createTurns } from "../../shared/store/turns.ts";
import { PASSWORD } from "../support/service.ts";
import { until } from "./until.ts";

/** A request as it was sent. */
export interface Sent {
  method: string;
  /** Without `/api`. */
  path: string;
  key?: string;
  token?: string;
  /** Where an answer came. */
  status?: number;
}

export interface Tab {
  session: Session;
  rest: Rest;
  live: Live;
  signIn(person: { email: string }): Promise<void>;
  /** Ends with `close` of the browser. */
  using(leave: () => void): () => void;
}

export interface Browser {
  /** Every request of all tabs, in the order in which they were sent. */
  sent: Sent[];
  /** Those of one route. */
  sentTo(path: string): Sent[];
  memory: SessionMemory;
  /** By name: what a thief would take. */
  cookies: Map<string, string>;
  openTab(): Tab;
  /** Leaves everything that tabs use, and resolves when their connections are gone. */
  close(): Promise<void>;
}

export interface BrowserOptions {
  fetch?: typeof fetch;
  /** The clock that the pages believe. */
  now?: () => number;
  /** Whether each tab hears from storage what another has remembered, as those of the page do. */
  tellsTabs?: boolean;
}

export function openBrowser(url: string, { fetch: send = fetch, now = Date.now, tellsTabs = false }: BrowserOptions = {}): Browser {
  const cookies = new Map<string, string>();
  const sent: Sent[] = [];
  const turns = createTurns();
  const tabs: Tab[] = [];
  const leaving = new Set<() => void>();
  let signedIn = false;
  const memory: SessionMemory = {
    mayBeSignedIn: () => signedIn,
    remember: (is) => (signedIn = is),
    exclusively: (work) => turns("refresh", work),
  };
  const memoryOf = (tab: () => Tab): SessionMemory => ({
    ...memory,
    remember(is) {
      if (is === signedIn) return;
      signedIn = is;
      if (!tellsTabs) return;
      for (const { session } of tabs.filter((other) => other !== tab())) {
        if (is) void session.refresh().catch(() => undefined);
        else session.forget();
      }
    },
  });

  const withCookies: typeof fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers);
    const request: Sent = {
      method: init.method ?? "GET",
      path: new URL(addressOf(input)).pathname.replace(/^\/api/, ""),
      ...(headers.has("Idempotency-Key") && { key: headers.get("Idempotency-Key")! }),
      ...(headers.has("Authorization") && { token: headers.get("Authorization")!.replace("Bearer ", "") }),
    };
    sent.push(request);
    headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await send(input, { ...init, headers });
    request.status = response.status;
    keepCookies(cookies, response.headers);
    return response;
  };

  return {
    sent,
    sentTo: (path) => sent.filter((request) => request.path === path),
    memory,
    cookies,
    openTab() {
      const deps = { baseUrl: url, fetch: withCookies };
      const session = createSession(deps, now, memoryOf(() => tab));
      const rest = createRest(deps, session, () => Promise.resolve());
      const tab: Tab = {
        session,
        rest,
        live: createLive(url, session, rest),
        signIn: async ({ email }) => void (await session.signIn({ email, password: PASSWORD })),
        using(leave) {
          leaving.add(leave);
          return leave;
        },
      };
      tabs.push(tab);
      return tab;
    },
    close() {
      for (const leave of leaving) leave();
      const gone = Promise.all(tabs.flatMap(({ live }) => Object.values(live.connections)).map((connection) => until(connection, ({ status }) => status === "idle"))).then(() => {});
      gone.catch(() => {}); // who waits for all of them at the end hears of it then
      return gone;
    },
  };
}

export function addressOf(input: string | URL | Request): string {
  if (typeof input === "string") return input;
  return input instanceof URL ? input.href : input.url;
}

function keepCookies(cookies: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }
}
