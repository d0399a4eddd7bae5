/**
 * The way from one process to a service, which a test can cut for that process alone: a tunnel to one port, or a SOCKS5
 * proxy (RFC 1928: CONNECT, no sign-in) for a driver that finds its servers by itself.
 */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** `frozen`: nothing passes, nothing is said, and what is on its way comes when it is mended. `ended`: connections end, new ones are refused. */
export type Cut = "frozen" | "ended";

export interface Link {
  port: number;
  cut(how: Cut): void;
  mend(): Promise<void>;
  /** Bytes that the service has sent, also those that are held up. */
  received(): number;
  close(): Promise<void>;
}

export async function startTunnel(port: number): Promise<Link> {
  return startLink(async (near) => join(near, { host: "127.0.0.1", port }));
}

export async function startSocks(): Promise<Link> {
  return startLink(async (near) => {
    await read(near, 2).then(async ([, methods = 0]) => read(near, methods));
    near.write(Buffer.from([5, 0]));
    const [, , , kind] = await read(near, 4);
    const host = await readHost(near, kind);
    const far = join(near, { host, port: (await read(near, 2)).readUInt16BE() });
    await once(far, "connect");
    near.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
    return far;
  });
}

const IPV4 = 1;
const NAME = 3;

async function readHost(near: Socket, kind: number | undefined): Promise<string> {
  if (kind === IPV4) return [...(await read(near, 4))].join(".");
  if (kind !== NAME) throw new Error(`an address of kind ${kind} is not spoken here`);
  const [length = 0] = await read(near, 1);
  return (await read(near, length)).toString();
}

/** Ends with whom it was made for. */
function join(near: Socket, to: { host: string; port: number }): Socket {
  const far = connect({ ...to, noDelay: true });
  far.on("error", () => {});
  far.once("close", () => near.destroy());
  near.once("close", () => far.destroy());
  return far;
}

/** @param reach connects whoever comes to where it wants to go, and has read no more than that needs */
async function startLink(reach: (near: Socket) => Promise<Socket>): Promise<Link> {
  const pairs = new Map<Socket, Socket>();
  const waiting = new Set<Socket>();
  let frozen = false;
  let received = 0;

  const thaw = (near: Socket, far: Socket) => void (near.pipe(far), far.pipe(near));
  const freeze = (near: Socket, far: Socket) => {
    for (const [one, other] of [[near, far], [far, near]] as const) one.unpipe(other).pause();
  };

  async function open(near: Socket): Promise<void> {
    const far = await reach(near);
    if (near.destroyed) return;
    pairs.set(near, far);
    near.once("close", () => pairs.delete(near) && (received += far.bytesRead));
    if (!frozen) thaw(near, far);
  }
  const server: Server = createServer({ noDelay: true }, (near) => {
    waiting.add(near);
    near.once("close", () => waiting.delete(near));
    near.on("error", () => {});
    if (!frozen) open(near).catch(() => near.destroy());
  });
  const listen = async (at: number) => {
    server.listen(at, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const { port } = server.address() as { port: number };
  const endAll = () => {
    for (const near of waiting) near.destroy();
  };
  return {
    port,
    cut(how) {
      if (how === "ended") {
        server.close();
        return endAll();
      }
      frozen = true;
      for (const [near, far] of pairs) freeze(near, far);
    },
    async mend() {
      frozen = false;
      for (const near of waiting) if (!pairs.has(near)) near.destroy(); // came meanwhile: nobody has answered it
      for (const [near, far] of pairs) thaw(near, far);
      if (!server.listening) await listen(port);
    },
    received: () => [...pairs.values()].reduce((sum, { bytesRead }) => sum + bytesRead, received),
    async close() {
      endAll();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}

/** Resolves with so many bytes. Rejects where it closes before. */
async function read(socket: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes = length === 0 ? Buffer.alloc(0) : (socket.read(length) as Buffer | null);
    if (bytes) return bytes;
    if (socket.destroyed) throw new Error("it has closed");
    await Promise.race([once(socket, "readable"), once(socket, "close")]);
  }
}
