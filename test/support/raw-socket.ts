/** A WebSocket made by hand: it sends what no library would, as fast as it can, and says where it comes from. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export interface RawSocket {
  socket: Socket;
  /** Every text that came. */
  heard: string[];
  onText(listener: (text: string) => void): void;
  send(...texts: string[]): void;
  /** Resolves with the first text, heard or yet to come, that begins so. */
  hear(beginning: string, milliseconds?: number): Promise<string>;
  isOpen(): boolean;
  /** Resolves when the other side has ended it. */
  closed(milliseconds?: number): Promise<void>;
  end(): void;
}

export interface From {
  /** The address, as a trusted proxy would say it. */
  address?: string;
  origin?: string;
  path?: string;
}

const PATH = "/socket.io/?EIO=4&transport=websocket";

/** @returns the connection, or the answer where it is not let in */
export async function openRaw(url: string, { address, origin, path = PATH }: From = {}): Promise<RawSocket | { status: number; body: string }> {
  const asking = request(url + path, {
    headers: {
      Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
      ...(address !== undefined && { "X-Forwarded-For": address }), ...(origin !== undefined && { Origin: origin }),
    },
  });
  asking.end();
  return new Promise((resolve, reject) => {
    asking.once("error", reject);
    asking.once("upgrade", (_response, socket: Socket, head: Buffer) => resolve(wrap(socket, head)));
    asking.once("response", (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.once("end", () => resolve({ status: response.statusCode!, body }));
    });
  });
}

/** In a namespace. @throws where it is not let in */
export async function enterRaw(url: string, namespace: string, from: From = {}, auth?: object): Promise<RawSocket> {
  const raw = await openRaw(url, from);
  if (!("socket" in raw)) throw new Error(`not let in: ${raw.status} ${raw.body}`);
  raw.send(`40${namespace},${auth ? JSON.stringify(auth) : ""}`);
  const answer = await raw.hear(`4`, 10_000);
  if (!answer.startsWith("40")) throw new Error(`not let in: ${answer}`);
  return raw;
}

function wrap(socket: Socket, head: Buffer): RawSocket {
  const heard: string[] = [];
  const listeners = new Set<(text: string) => void>();
  let open = true;
  let rest = head;
  const read = (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let frame = takeFrame(rest); frame; frame = takeFrame(rest)) {
      rest = rest.subarray(frame.length);
      if (frame.opcode !== 1) continue;
      const text = frame.payload.toString();
      if (text === "2") socket.write(textFrame("3"));
      heard.push(text);
      for (const listener of listeners) listener(text);
    }
  };
  socket.setNoDelay(true);
  socket.on("data", read);
  socket.on("error", () => {});
  socket.once("close", () => (open = false));
  if (head.length > 0) read(Buffer.alloc(0));
  return {
    socket, heard,
    onText: (listener) => void listeners.add(listener),
    send: (...texts) => void (open && socket.write(Buffer.concat(texts.map(textFrame)))),
    isOpen: () => open,
    async hear(beginning, milliseconds = 5000) {
      for (const end = Date.now() + milliseconds; Date.now() < end; await delay(5)) {
        const found = heard.find((text) => text.startsWith(beginning));
        if (found !== undefined) return found;
        if (!open) break;
      }
      throw new Error(`nothing began with ${beginning}; heard ${heard.slice(-5).join(" | ").slice(0, 500)}${open ? "" : ", and it was closed"}`);
    },
    async closed(milliseconds = 5000) {
      if (open) await once(socket, "close", { signal: AbortSignal.timeout(milliseconds) });
    },
    end: () => socket.destroy(),
  };
}

/** As browsers frame it; the mask is zeros, which hides nothing and is allowed. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const size = length < 126 ? Buffer.from([0x80 | length]) : length < 65_536 ? Buffer.from([0x80 | 126, length >> 8, length & 255]) : sizeOfLarge(length);
  return Buffer.concat([Buffer.from([0x81]), size, Buffer.alloc(4), payload]);
}

function sizeOfLarge(length: number): Buffer {
  const size = Buffer.alloc(9);
  size[0] = 0x80 | 127;
  size.writeBigUInt64BE(BigInt(length), 1);
  return size;
}

function takeFrame(from: Buffer): { opcode: number; payload: Buffer; length: number } | undefined {
  if (from.length < 2) return undefined;
  const short = from[1]! & 127;
  const begins = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (from.length < begins) return undefined;
  const size = short === 126 ? from.readUInt16BE(2) : short === 127 ? Number(from.readBigUInt64BE(2)) : short;
  if (from.length < begins + size) return undefined;
  return { opcode: from[0]! & 15, payload: from.subarray(begins, begins + size), length: begins + size };
}
