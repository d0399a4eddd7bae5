/**
 * One namespace, connected while somebody uses it. Knows how to come back: by itself after a lost connection, with a new
 * token after `expired`, and after `revoked` where the session goes on and has the right to be here.
 */
import type { Manager, Socket } from "socket.io-client";
import type { z } from "zod";
import { type Closing, type Problem, Refusal } from "../errors.ts";
import { mayTry, permissions } from "../permissions.ts";
import type { BroadcastsOf, commonBroadcasts, NamespaceName, RequestsOf } from "../sockets.ts";
import type { Role } from "../user.ts";
import { toRefusal, Unreachable } from "./send.ts";
import type { Session } from "./session.ts";
import { createStore, type Store } from "./store.ts";

/** In milliseconds. */
const PATIENCE = {
  /** How long one request may wait for its answer, and how long it is tried at all. */
  answer: 6_000,
  tried: 20_000,
  /** Before a request that was refused with `retry: "later"` is made again, and before each entry that was refused. */
  later: 1_000,
  refused: [500, 2_000, 5_000, 15_000],
  /** How often the right may be withdrawn before it stays away, and how long it has to last to be no part of that. */
  withdrawn: 3,
  lasting: 10_000,
};

export interface Connection {
  /** `idle`: nobody uses it. `closed`: it does not come back by itself; `closing` says why. */
  status: "idle" | "connecting" | "live" | "lost" | "closed";
  /** Since when, milliseconds since 1970 of this machine. While `lost`, what is shown is as of then. */
  at: number;
  closing?: Closing;
}

type Answer<N extends NamespaceName, K extends keyof RequestsOf<N>> = RequestsOf<N>[K] extends { answer: infer A extends z.ZodType } ? z.output<A> : never;
type Asked<N extends NamespaceName, K extends keyof RequestsOf<N>> = RequestsOf<N>[K] extends { input: infer I extends z.ZodType } ? z.input<I> : never;
type Told<B, K extends keyof B> = B[K] extends { payload: infer P extends z.ZodType } ? z.output<P> : never;
type Heard<N extends NamespaceName> = BroadcastsOf<N> & Pick<typeof commonBroadcasts, "reread">;

export interface Channel<N extends NamespaceName> {
  /** Connects; the connection ends when everybody who used it has called what this returns. */
  use: () => () => void;
  connection: Store<Connection>;
  /**
   * Asks, and asks again while there is no answer, within 20 s, as the same person. What would undo a later request if it
   * came again (`unwatch` behind a new `watch`) is asked `once`.
   * @throws Refusal as the server decided; Unreachable where no answer came
   */
  request<K extends keyof RequestsOf<N> & string>(name: K, input: Asked<N, K>, options?: { once: boolean }): Promise<Answer<N, K>>;
  on<K extends keyof Heard<N> & string>(broadcast: K, listener: (payload: Told<Heard<N>, K>) => void): void;
  /** Each time it is connected anew: watch and list again. */
  onConnect(listener: () => void): void;
}

export function createChannel<N extends NamespaceName>(manager: Manager, name: N, session: Session, patience = PATIENCE): Channel<N> {
  const socket: Socket = manager.socket(name, {
    auth(cb) {
      void session.token().catch(() => undefined).then((token) => {
        entered = token;
        cb(token ? { token } : {});
      });
    },
  });
  const connection = createStore<Connection>({ status: "idle", at: Date.now() });
  const isPublic = name === "/availability";
  let users = 0;
  let closing: Closing | undefined;
  /** The token it was opened with. */
  let entered: string | undefined;
  let refusals = 0;
  let withdrawals = 0;
  let userId = userOf(session);
  let roles = rolesOf(session);
  let retry: ReturnType<typeof setTimeout> | undefined;

  const become = (status: Connection["status"]) => {
    if (connection.get().status === status) return;
    connection.set({ status, at: Date.now(), ...(closing && { closing }) });
  };
  const enter = () => {
    clearTimeout(retry);
    // Active is also one that is just connecting: asked twice, the server would take it for two.
    if (users === 0 || socket.active || (!isPublic && session.get().status === "signed-out")) return;
    if (connection.get().status === "idle") become("connecting");
    socket.connect();
  };
  /** A fresh token first: an old one is the usual reason for not being let in. */
  const enterLater = (ms: number) => {
    clearTimeout(retry);
    retry = setTimeout(() => {
      if (session.get().status === "signed-in") void session.insteadOf(entered).then(enter, enter);
      else enter();
    }, ms);
  };
  const mayEnter = () => roles === undefined || mayTry(permissions[name], roles);
  /** What this person may now, the session finds out: it ends, or goes on with a token of now. */
  const findOut = () => {
    if (Date.now() - connection.get().at > patience.lasting) withdrawals = 0;
    withdrawals += 1;
    if (!mayEnter() || withdrawals > patience.withdrawn) return become("closed");
    become("lost");
    refusals = 1; // whoever is not let in with what comes now has no role
    void session.insteadOf(entered).then(() => (mayEnter() ? enter() : become("closed")), () => enterLater(patience.later));
  };

  socket.on("connect", () => {
    closing = undefined;
    refusals = 0;
    become("live");
  });
  socket.on("closing", (told: Closing) => (closing = told));
  socket.on("expiring", () => {
    void session.refresh().then((token) => {
      if (!token) return;
      entered = token;
      socket.emit("renew", { token }, () => undefined);
    }, () => undefined);
  });
  socket.on("disconnect", (why) => {
    if (users === 0 || why === "io client disconnect") return become("idle");
    if (why !== "io server disconnect") return become("lost");
    if (closing?.code === "flood") return become("closed");
    if (closing?.code === "revoked") return findOut();
    become("lost");
    enterLater(patience.later);
  });
  socket.on("connect_error", (error: Error & { data?: Partial<Problem> }) => {
    if (connection.get().status === "live") become("lost");
    if (socket.active || users === 0) return;
    // Also with a fresh token: the role is gone. And whom no token of theirs opens it, the next one does not.
    if (error.data?.code === "forbidden" && refusals > 0) return become("closed");
    if (error.data?.code === "unauthenticated" && !isPublic && refusals >= patience.refused.length) return become("closed");
    if (connection.get().status !== "lost") become("lost");
    enterLater(patience.refused[Math.min(refusals++, patience.refused.length - 1)]!);
  });

  session.subscribe(() => {
    const [now, rolesNow] = [userOf(session), rolesOf(session)];
    const isOther = now !== userId;
    const comesBack = connection.get().status === "closed" && rolesNow?.join() !== roles?.join();
    [userId, roles] = [now, rolesNow];
    if (isPublic || !(isOther || (comesBack && mayEnter()))) return;
    closing = undefined;
    refusals = 0;
    clearTimeout(retry);
    socket.disconnect();
    become("idle");
    if (now) enter();
  });

  function connected(deadline: number): Promise<boolean> {
    if (socket.connected) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (is: boolean) => {
        clearTimeout(limit);
        stop();
        resolve(is);
      };
      const stop = connection.subscribe(() => connection.get().status === "live" && settle(true));
      const limit = setTimeout(() => settle(false), Math.max(0, deadline - Date.now()));
    });
  }

  async function request(kind: string, input: unknown, { once } = { once: false }): Promise<unknown> {
    const deadline = Date.now() + patience.tried;
    const asker = userId;
    while (await connected(deadline)) {
      if (asker !== undefined && asker !== userId) break;
      try {
        return await ask(socket, kind, input, patience.answer);
      } catch (error) {
        const again = !(error instanceof Refusal) || error.toProblem().retry === "later" || error.toProblem().retry === "now";
        if (once || !again || Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, error instanceof Refusal ? patience.later : 100));
      }
    }
    throw new Unreachable("There is no connection");
  }

  return {
    connection,
    request: request as Channel<N>["request"],
    use() {
      users++;
      enter();
      let used = true;
      return () => {
        if (!used) return;
        used = false;
        users--;
        // A page that follows another uses the connection of the one before.
        setTimeout(() => {
          if (users > 0) return;
          clearTimeout(retry);
          socket.disconnect();
          become("idle");
        }, 500);
      };
    },
    on: (broadcast: string, listener: (payload: never) => void) => void socket.on(broadcast, listener as () => void),
    onConnect: (listener) => void socket.on("connect", listener),
  };
}

function userOf(session: Session): string | undefined {
  const state = session.get();
  return state.status === "signed-in" ? state.user.id : undefined;
}

function rolesOf(session: Session): readonly Role[] | undefined {
  const state = session.get();
  return state.status === "signed-in" ? state.user.roles : undefined;
}

async function ask(socket: Socket, kind: string, input: unknown, milliseconds: number): Promise<unknown> {
  let reply: { ok: true } | { ok: false; error: Problem };
  try {
    reply = (await socket.timeout(milliseconds).emitWithAck(kind, input)) as typeof reply;
  } catch (error) {
    throw new Unreachable("No answer came", { cause: error });
  }
  if (!reply.ok) throw toRefusal(reply.error);
  return reply;
}
