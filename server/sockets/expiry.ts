import { endSocket, say, type AnySocket } from "../../shared/feed/broadcast.ts";

/** Milliseconds from a token's end to the end of what it opened. */
const GRACE = 25_000;

const timers = new WeakMap<AnySocket, NodeJS.Timeout>();

/**
 * Says `expiring` when the connection's token ends and closes the namespace 25 s later, unless it was renewed: then it
 * is called again and begins anew. @returns how to stop it
 */
export function watchExpiry(socket: AnySocket): () => void {
  const stop = () => clearTimeout(timers.get(socket));
  stop();
  const { expiresAt } = socket.data.person!;
  const until = (moment: number, then: () => void) => timers.set(socket, setTimeout(then, Math.max(0, moment - Date.now())));
  until(expiresAt.getTime(), () => {
    say(socket, "expiring", { expiresAt: expiresAt.toISOString() });
    until(expiresAt.getTime() + GRACE, () => endSocket(socket, "expired"));
  });
  return stop;
}
