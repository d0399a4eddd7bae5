import type { Socket } from "node:net";
import type { AnySocket } from "../../shared/feed/broadcast.ts";

/** Bytes that a client may be behind. It is cut, comes back and reads again; what waits for it would be out of date. */
export const MOST_BACKLOG = 4 * 1024 * 1024;

/** Below so many packets nothing is added up. */
const FEW = 20;

/** How much waits for a client to read it, in bytes: handed to its TCP connection, or waiting for that. */
export function backlogOf(conn: AnySocket["conn"], tcp: Socket): number {
  const { writeBuffer } = conn as unknown as { writeBuffer: { data?: unknown }[] };
  const waiting = writeBuffer.length < FEW ? 0 : writeBuffer.reduce((sum, { data }) => sum + sizeOf(data), 0);
  return tcp.writableLength + waiting;
}

function sizeOf(data: unknown): number {
  return typeof data === "string" || data instanceof Uint8Array ? data.length : 0;
}
