/**
 * Who is signed in. The access token lives in memory alone; the refresh token is a cookie that no script can read.
 */
import { Refusal } from "../errors.ts";
import { routes } from "../rest.ts";
import type { LoggedIn, Login, Person } from "../user.ts";
import { REFRESH_MS, send, type SendDeps } from "./send.ts";
import { createStore, type Store } from "./store.ts";

export type SessionState =
  /** Before the first refresh has been answered. */
  | { status: "unknown" }
  | { status: "signed-out" }
  | { status: "signed-in"; token: string; expiresAt: number; user: Person };

export interface Session extends Store<SessionState> {
  /** Finds out whether this browser is signed in. */
  start(): Promise<void>;
  signIn(login: Login): Promise<Person>;
  signOut(): Promise<void>;
  /** Forgets the session without asking the server: another tab has ended it. */
  forget(): void;
  /** A token that lasts for some seconds yet; nothing where nobody is signed in. */
  token(): Promise<string | undefined>;
  /** A new token and the roles of now; one request however many ask. Rejects where there was no answer. */
  refresh(): Promise<string | undefined>;
}

/** What outlasts the page and is shared by its tabs. Outside a browser the defaults do. */
export interface SessionMemory {
  /** Whether a session may exist: it spares strangers a request that would be refused. */
  mayBeSignedIn(): boolean;
  remember(signedIn: boolean): void;
  /** Runs one at a time among all tabs: two would spend the same refresh token twice. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

/** A token with less than this left is renewed before use, in milliseconds. */
const ENDING_MS = 10_000;

const noMemory: SessionMemory = { mayBeSignedIn: () => true, remember: () => undefined, exclusively: (work) => work() };

export function createSession(deps: SendDeps, now: () => number, memory: SessionMemory = noMemory): Session {
  const state = createStore<SessionState>({ status: "unknown" });
  let refreshing: Promise<string | undefined> | undefined;
  let starting: Promise<void> | undefined;
  /** How often somebody signed in or out: an answer to what was asked before that says nothing about now. */
  let turns = 0;

  function accept({ accessToken, expiresAt, user }: LoggedIn): void {
    memory.remember(true);
    state.set({ status: "signed-in", token: accessToken, expiresAt: Date.parse(expiresAt), user });
  }

  function forget(): void {
    turns++;
    memory.remember(false);
    state.set({ status: "signed-out" });
  }

  function current(): string | undefined {
    const known = state.get();
    return known.status === "signed-in" ? known.token : undefined;
  }

  async function refreshOnce(): Promise<string | undefined> {
    const turn = turns;
    try {
      const answer = (await memory.exclusively(() => send(deps, routes.refresh, {}, { limitMs: REFRESH_MS }))) as LoggedIn;
      if (turn !== turns) return current();
      accept(answer);
      return answer.accessToken;
    } catch (error) {
      if (turn !== turns) return current();
      if (!(error instanceof Refusal) || error.toProblem().status >= 429) throw error;
      forget();
      return undefined;
    }
  }

  function refresh(): Promise<string | undefined> {
    refreshing ??= refreshOnce().finally(() => (refreshing = undefined));
    return refreshing;
  }

  async function findOut(): Promise<void> {
    if (!memory.mayBeSignedIn()) return state.set({ status: "signed-out" });
    try {
      await refresh();
    } catch {
      if (state.get().status === "unknown") state.set({ status: "signed-out" });
    }
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    start: () => (starting ??= findOut()),
    refresh,
    forget,
    async token() {
      await starting;
      const known = state.get();
      if (known.status !== "signed-in") return undefined;
      return known.expiresAt - now() > ENDING_MS ? known.token : refresh();
    },
    async signIn(login) {
      const answer = (await send(deps, routes.login, { body: login }, {})) as LoggedIn;
      turns++;
      accept(answer);
      return answer.user;
    },
    async signOut() {
      await send(deps, routes.logout, {}, {}); // the cookie says which; a token that has ended would be refused
      forget();
    },
  };
}
