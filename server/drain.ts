import type { Server } from "node:http";

/** Milliseconds that requests under way have to finish. */
const PATIENCE = 10_000;
const LOOK_EVERY = 50;

/** Takes no more connections, lets requests under way finish, and resolves when the last connection is gone. */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive becomes idle after its request, and would stay.
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY);
  const late = setTimeout(() => server.closeAllConnections(), PATIENCE);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
