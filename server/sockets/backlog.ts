import type { Socket } from "node:net";
import type { AnySocket } from "../../shared/feed/broadcast.ts";

/**
 * How much may wait for a client: it is cut beyond, comes back and reads again; what waits would be out of date. A message
 * that waits costs several times its bytes, and one answer may be large: so both are counted, in messages and in bytes.
 */
const MOST_MESSAGES = 400;
const MOST_BYTES = 4 * 1024 * 1024;

/** Below so many messages nothing is added up. */
const FEW = 20;

/** Whether it reads too slowly, by what was handed to its TCP connection or waits for that. */
export function isTooSlow(conn: AnySocket["conn"], tcp: Socket): boolean {
  const { writeBuffer } = conn as unknown as { writeBuffer: { data?: unknown }[] };
  if (writeBuffer.length > MOST_MESSAGES) return true;
  const waiting = writeBuffer.length < FEW ? 0 : writeBuffer.reduce((sum, { data }) => sum + sizeOf(data), 0);
  return tcp.writableLength + waiting > MOST_BYTES;
}

function sizeOf(data: unknown): number {
  return typeof data === "string" || data instanceof Uint8Array ? data.length : 0;
}
