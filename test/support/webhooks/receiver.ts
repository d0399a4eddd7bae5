/** Somebody's own system, over HTTP on this machine: it keeps what it is told, and answers as well or as badly as a test wants. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { WebhookMessage } from "../../../shared/contract/webhook.ts";

export interface Received {
  method: string;
  path: string;
  /** `webhook-id`; empty where it came without. */
  id: string;
  headers: Record<string, string>;
  body: string;
  /** When it had come in whole, by `performance.now()`. */
  at: number;
}

export type Answer =
  | { status: number; headers?: Record<string, string>; body?: string }
  /** Says nothing; says its head and nothing after it; goes on for ever; a byte now and then. */
  | "hangs" | "stalls" | "streams" | "drips"
  /** Ends the connection: at once, or in its body. */
  | "cuts" | "cuts body"
  /** A head without measure; that an answer is to come, again and again; what is no HTTP; another protocol. */
  | "huge head" | "promises" | "babbles" | "upgrades";

export interface Receiver {
  /** An address here, of 127.0.0.1 or another name that stands for it. */
  url(path?: string, host?: string): string;
  port: number;
  /** As `OUTBOUND_ALLOW` names it. */
  allow: string;
  received: Received[];
  /** What it was told at a path, in the order in which it came. */
  at(path: string): Received[];
  answers(how: (received: Received) => Answer | Promise<Answer>): void;
  /** How many connections there were. */
  connections(): number;
  /** Cuts those that are under way. */
  close(): Promise<void>;
}

/** @param port any where absent @param host 127.0.0.1, or another loopback address */
export async function startReceiver({ port = 0, host = "127.0.0.1" } = {}): Promise<Receiver> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let how: (one: Received) => Answer | Promise<Answer> = () => ({ status: 204 });
  const server = createServer(async (req, res) => {
    const one = await read(req);
    received.push(one);
    await answer(res, await how(one));
  });
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  await once(server.listen(port, host), "listening");
  const bound = (server.address() as AddressInfo).port;
  return {
    url: (path = "/", name = host) => `http://${name}:${bound}${path}`,
    port: bound,
    allow: `${host}:${bound}`,
    received,
    at: (path) => received.filter((one) => one.path === path),
    answers: (next) => (how = next),
    connections: () => connections,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** What it says, where this secret has signed it. Seen when it was sent, by a clock that may be a test's. @throws of `standardwebhooks` */
export function verified({ body, headers }: Received, secret: string): WebhookMessage {
  const { now } = Date;
  Date.now = () => Number(headers["webhook-timestamp"]) * 1000;
  try {
    return WebhookMessage.parse(new Webhook(secret).verify(body, headers));
  } finally {
    Date.now = now;
  }
}

async function read(req: IncomingMessage): Promise<Received> {
  const body = await text(req);
  const headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)]));
  return { method: req.method!, path: req.url!, id: headers["webhook-id"] ?? "", headers, body, at: performance.now() };
}

async function answer(res: ServerResponse, how: Answer): Promise<void> {
  if (typeof how === "object") {
    res.writeHead(how.status, how.headers).end(how.body);
    return;
  }
  const socket = res.socket!;
  const ok = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
  if (how === "cuts") socket.destroy();
  if (how === "cuts body") socket.end(`${ok}Content-Length: 1000\r\n\r\nand then`);
  if (how === "stalls") socket.write(`${ok}Content-Length: 1000\r\n\r\n`);
  if (how === "babbles") socket.end("220 mail.example.com ESMTP\r\n");
  if (how === "upgrades") socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  if (how === "huge head") await writeOn(socket, "HTTP/1.1 200 OK\r\n", () => `X-${Math.random().toString(36).slice(2)}: ${"x".repeat(1000)}\r\n`);
  if (how === "promises") await writeOn(socket, "", () => "HTTP/1.1 100 Continue\r\n\r\n");
  if (how === "streams") await writeOn(socket, `${ok}\r\n`, () => "x".repeat(16_384));
  if (how === "drips") await writeOn(socket, `${ok}\r\n`, () => "x", 20);
}

/** Until the other side has had enough. */
async function writeOn(socket: Socket, first: string, more: () => string, pause = 0): Promise<void> {
  socket.write(first);
  while (!socket.destroyed) {
    const full = !socket.write(more());
    await new Promise<void>((resolve) => {
      if (full) socket.once("drain", resolve).once("close", resolve);
      else setTimeout(resolve, pause);
    });
  }
}
