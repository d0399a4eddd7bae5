/**
 * Who is signed in. The access token lives in memory alone; the refresh token is a cookie that no script can read.
 */
import { Refusal } from "../errors.ts";
import { type RouteInput, type Routes, routes } from "../rest.ts";
import type { LoggedIn, Login, Person } from "../user.ts";
import { REFRESH_MS, send, type SendDeps } from "./send.ts";
import { createStore, type Store } from "./store.ts";

export type SessionState =
  /** Before the first refresh has been answered. */
  | { status: "unknown" }
  /** `ended`: while this page was open, and not by what was done on it. */
  | { status: "signed-out"; ended?: true }
  | { status: "signed-in"; token: string; expiresAt: number; user: Person };

export interface Session extends Store<SessionState> {
  /** Finds out whether this browser is signed in. */
  start(): Promise<void>;
  signIn(login: Login): Promise<Person>;
  signOut(): Promise<void>;
  /** Signs out by what ends more than this device's session: every device's, or the account. */
  leave<N extends Leaving>(by: N, input: RouteInput<Routes[N]>): Promise<void>;
  /** Chooses another password: every other device is signed out, this one goes on. */
  changePassword(passwords: RouteInput<Routes["changePassword"]>["body"]): Promise<void>;
  /** Forgets the session without asking the server: another tab has ended it. */
  forget(): void;
  /** A token that lasts for some seconds yet; nothing where nobody is signed in. */
  token(): Promise<string | undefined>;
  /** A token in place of one that was refused: a new one, unless there is another by now. Nothing where the session has ended. */
  insteadOf(refused: string | undefined): Promise<string | undefined>;
  /** A new token and the roles of now; one request however many ask. Rejects where there was no answer. */
  refresh(): Promise<string | undefined>;
}

type Leaving = "endSessions" | "deleteMe";

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
  /** What this page has asked for that ends the session: what is heard of the end meanwhile is no news. */
  let leaving: Promise<unknown> | undefined;
  let changing: Promise<unknown> | undefined;
  /** How often somebody signed in or out: an answer to what was asked before that says nothing about now. */
  let turns = 0;

  function accept({ accessToken, expiresAt, user }: LoggedIn): void {
    memory.remember(true);
    state.set({ status: "signed-in", token: accessToken, expiresAt: Date.parse(expiresAt), user });
  }

  function end(): void {
    turns++;
    memory.remember(false);
    state.set({ status: "signed-out" });
  }

  /** It was ended elsewhere: told to whoever was at work here, and not to whoever only comes. */
  function lose(): void {
    const { status } = state.get();
    turns++;
    memory.remember(false);
    if (status !== "signed-out") state.set({ status: "signed-out", ...(status === "signed-in" && { ended: true }) });
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
      await quietly(leaving);
      if (turn === turns) lose();
      return current();
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

  async function token(): Promise<string | undefined> {
    await starting;
    const known = state.get();
    if (known.status !== "signed-in") return undefined;
    return known.expiresAt - now() > ENDING_MS ? known.token : refresh();
  }

  async function leaveBy(sending: Promise<unknown>): Promise<void> {
    leaving = sending;
    try {
      await sending;
      end();
    } finally {
      leaving = undefined;
    }
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    start: () => (starting ??= findOut()),
    refresh,
    token,
    forget() {
      if (leaving) void leaving.catch(lose);
      else lose();
    },
    async insteadOf(refused) {
      await quietly(changing);
      const known = await token();
      return known === refused ? refresh() : known;
    },
    async signIn(login) {
      const answer = (await send(deps, routes.login, { body: login }, {})) as LoggedIn;
      turns++;
      accept(answer);
      return answer.user;
    },
    signOut: () => leaveBy(send(deps, routes.logout, {}, {})), // the cookie says which; a token that has ended would be refused
    leave: async (by, input) => leaveBy(send(deps, routes[by], input, { token: await token() })),
    async changePassword(body) {
      const known = await token();
      // A refresh meanwhile would be refused, and its answer would take away the cookie that this one brings.
      changing = memory.exclusively(() => send(deps, routes.changePassword, { body }, { token: known }));
      try {
        accept((await changing) as LoggedIn);
      } finally {
        changing = undefined;
      }
    },
  };
}

/** Waits for what may fail; who asked for it is told. */
async function quietly(work: Promise<unknown> | undefined): Promise<void> {
  await work?.catch(() => undefined);
}
