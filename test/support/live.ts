/** Bare Socket.IO clients that remember what they were told. */
import { io, type Socket } from "socket.io-client";
import type { NamespaceName } from "../../shared/contract/sockets.ts";

export interface LiveClient {
  socket: Socket;
  /** Everything of this name, first to last. */
  told<T = any>(name: string): T[];
  /** Asks and gives the acknowledgement. */
  ask(request: string, input?: unknown): Promise<any>;
  /** Resolves as soon as something of this name, told already or yet to come, fits. */
  waitFor<T = any>(name: string, fits: (payload: T) => boolean, milliseconds?: number): Promise<T>;
  close(): void;
}

/** @throws the `connect_error` where it is not let in */
export async function connect(url: string, namespace: NamespaceName, token?: string): Promise<LiveClient> {
  const socket = io(url + namespace, { transports: ["websocket"], auth: token === undefined ? {} : { token }, forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 300 });
  const heard: { name: string; payload: unknown }[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((name: string, payload: unknown) => {
    heard.push({ name, payload });
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error) => {
      if (!socket.active) reject(error);
    });
  });
  return {
    socket,
    told: <T>(name: string) => heard.filter((message) => message.name === name).map(({ payload }) => payload as T),
    ask: (request, input = {}) => socket.timeout(10_000).emitWithAck(request, input),
    waitFor<T>(name: string, fits: (payload: T) => boolean, milliseconds = 5000) {
      return new Promise<T>((resolve, reject) => {
        const end = () => {
          waiting.delete(look);
          clearTimeout(timer);
        };
        const look = () => {
          const found = heard.find((message) => message.name === name && fits(message.payload as T));
          if (!found) return;
          end();
          resolve(found.payload as T);
        };
        const timer = setTimeout(() => {
          end();
          reject(new Error(`no fitting ${name} within ${milliseconds} ms; heard ${heard.map((message) => message.name).join(", ") || "nothing"}`));
        }, milliseconds);
        waiting.add(look);
        look();
      });
    },
    close: () => socket.disconnect(),
  };
}
