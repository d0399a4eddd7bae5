/** Two stand-ins for a service that does what a test says: a channel without a line, and a server that answers by script. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import type { Channel, Connection } from "../../shared/contract/client/channel.ts";
import { createSession, type Session } from "../../shared/contract/client/session.ts";
import { createStore } from "../../shared/contract/client/store.ts";
import type { NamespaceName } from "../../shared/contract/sockets.ts";
import { addressOf } from "./browser.ts";

/** A request that waits for the test to answer it. */
export interface Asked {
  name: string;
  input: any;
  answer(reply: object): Promise<void>;
}

export interface ScriptedChannel<N extends NamespaceName> {
  channel: Channel<N>;
  /** Connected anew; what is asked then is in `asked`. */
  connect(): Promise<void>;
  tell(broadcast: string, payload: object): void;
  /** Those that wait, first to last. */
  asked: Asked[];
}

const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));

export function scriptedChannel<N extends NamespaceName>(): ScriptedChannel<N> {
  const connection = createStore<Connection>({ status: "idle", at: 0 });
  const onConnect: (() => void)[] = [];
  const listeners = new Map<string, (payload: never) => void>();
  const asked: Asked[] = [];
  return {
    asked,
    channel: {
      connection,
      use: () => () => undefined,
      on: (name: string, listener: (payload: never) => void) => void listeners.set(name, listener),
      onConnect: (listener: () => void) => void onConnect.push(listener),
      request: (name: string, input: unknown) =>
        new Promise((resolve) => {
          const one: Asked = {
            name,
            input,
            answer(reply) {
              asked.splice(asked.indexOf(one), 1);
              resolve(reply);
              return settled();
            },
          };
          asked.push(one);
        }),
    } as unknown as Channel<N>,
    connect() {
      connection.set({ status: "live", at: Date.now() });
      for (const listener of onConnect) listener();
      return settled();
    },
    tell: (name, payload) => listeners.get(name)!(payload as never),
  };
}

export interface ScriptedServer {
  url: string;
  /** Every connection to a namespace so far, with the token it came with. */
  came: { socket: Socket; token: unknown }[];
  /** The next one to come. */
  next(): Promise<Socket>;
  close(): Promise<void>;
}

/** @param enter refuses whom it throws at */
export async function scriptedServer(namespace: NamespaceName, serve: (socket: Socket) => void, enter: (token: unknown) => void = () => undefined): Promise<ScriptedServer> {
  const http = createServer().listen(0, "127.0.0.1");
  await once(http, "listening");
  const io = new Server(http, { transports: ["websocket"], serveClient: false });
  const came: ScriptedServer["came"] = [];
  const waiting: ((socket: Socket) => void)[] = [];
  io.of(namespace).use((socket, next) => {
    try {
      enter(socket.handshake.auth["token"]);
      next();
    } catch (error) {
      next(error as Error);
    }
  });
  io.of(namespace).on("connection", (socket) => {
    came.push({ socket, token: socket.handshake.auth["token"] });
    serve(socket);
    for (const resolve of waiting.splice(0)) resolve(socket);
  });
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    came,
    next: () => new Promise((resolve) => void waiting.push(resolve)),
    close: () => io.close(),
  };
}

/** A session whose tokens are `token 1`, `token 2` … */
export function scriptedSession(): Session & { signInAs(id: string): Promise<void> } {
  let tokens = 0;
  let user = { id: "", name: "Ada", roles: ["guest"] };
  const session = createSession(
    {
      baseUrl: "",
      fetch: async (path) => Response.json(addressOf(path).endsWith("logout") ? { done: true } : { accessToken: `token ${(tokens += 1)}`, expiresAt: new Date(Date.now() + 600_000).toISOString(), user }),
    },
    Date.now,
  );
  return Object.assign(session, {
    async signInAs(id: string) {
      user = { ...user, id };
      await session.signIn({ email: `${id}@vacancy.test`, password: "-" });
    },
  });
}
