/** One address for several servers: passes TCP connections on, in turn, to those that are ready. */
import { once } from "node:events";
import { get } from "node:http";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

const LOOK_EVERY_MS = 250;
/** Connections that wait to be accepted: all of one server's clients come back at once. */
const BACKLOG = 4096;
/** A server that lives answers sooner: it waits 1 s for its database itself. */
const ANSWERS_MS = 1500;
/** It may be busy once. */
const MOST_MISSES = 3;

export interface Target {
  port: number;
}

export interface ProxyOptions {
  /** Any that is free where absent. */
  port?: number;
  /** The servers there are now, ready or not. */
  targets: () => Target[];
  say?: (line: string) => void;
}

export interface Proxy {
  url: string;
  port: number;
  /** Cuts all connections. */
  close(): Promise<void>;
}

/**
 * Resolves when each server that there is has been asked once. A connection stays with its server, also where that is not
 * ready any more. Where no server is ready it is cut at once.
 *
 * @throws where the port is taken
 */
export async function startProxy({ port: given = 0, targets, say = () => {} }: ProxyOptions): Promise<Proxy> {
  const ready = new Set<number>();
  const readyPorts = () => targets().map(({ port }) => port).filter((port) => ready.has(port));
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket.setNoDelay());
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => {}); // it closes then, and that is told
  };
  let turn = 0;
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    keep(client);
    const ports = readyPorts();
    turn += 1;
    const inTurn = ports.map((_, at) => ports[(turn + at) % ports.length]!);
    connectToOne(client, inTurn, keep);
  });
  server.listen({ port: given, host: "127.0.0.1", backlog: BACKLOG });
  await once(server, "listening");
  const stopLooking = await watchReadiness(targets, ready, say);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async close() {
      stopLooking();
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** To the first that accepts. */
function connectToOne(client: Socket, [port, ...others]: number[], keep: (socket: Socket) => void): void {
  if (port === undefined || client.destroyed) return void client.destroy();
  const server = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  keep(server);
  const refused = () => connectToOne(client, others, keep);
  server.once("error", refused);
  server.once("connect", () => {
    server.off("error", refused);
    join(client, server);
  });
}

/** What one side has ended, the other may go on answering; what breaks on one side breaks on the other. */
function join(client: Socket, server: Socket): void {
  for (const [one, other] of [[client, server], [server, client]] as const) {
    one.once("close", (broken) => broken && other.destroy());
    one.pipe(other);
  }
  if (client.destroyed) server.destroy();
}

/** Keeps the ports of those that are ready, from the first look at all on. @returns ends it */
async function watchReadiness(targets: () => Target[], ready: Set<number>, say: (line: string) => void): Promise<() => void> {
  const asking = new Set<number>();
  const misses = new Map<number, number>();
  const look = async (port: number) => {
    asking.add(port);
    const answer = await isReady(port);
    asking.delete(port);
    const missed = answer === undefined ? (misses.get(port) ?? 0) + 1 : 0;
    misses.set(port, missed);
    const is = answer ?? (ready.has(port) && missed < MOST_MISSES);
    if (is === ready.has(port)) return;
    say(`The server at port ${port} is ${is ? "ready" : "not ready"}`);
    if (is) ready.add(port);
    else ready.delete(port);
  };
  const lookAtAll = () => Promise.all(targets().filter(({ port }) => !asking.has(port)).map(({ port }) => look(port)));
  await lookAtAll();
  const timer = setInterval(() => void lookAtAll(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** By a connection of its own, as one that is to be passed on would be. @returns `undefined` where it says nothing in time */
function isReady(port: number): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    const request = get({ port, host: "127.0.0.1", path: "/readyz", agent: false, signal: AbortSignal.timeout(ANSWERS_MS) });
    request.once("response", (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("error", ({ name }) => resolve(name === "AbortError" || name === "TimeoutError" ? undefined : false));
  });
}
