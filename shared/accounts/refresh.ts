import { createHmac } from "node:crypto";
import type { StoredUser } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { exchange, sessionOf, startSession, type Successors } from "../store/sessions.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import type { Id } from "../contract/ids.ts";
import type { Keys } from "./keys.ts";
import { revokeSession } from "./revoke.ts";

/** A device that is signed in: whose it is, and what its cookie is now. */
export interface Device {
  user: StoredUser;
  family: Id;
  refreshToken: string;
}

const successorsOf = (keys: Keys): Successors => (token) => keys.map(({ secret }) => createHmac("sha256", secret).update(`refresh:${token}`).digest("base64url"));

/** Begins a session. @param agent what the device calls itself */
export async function signIn(context: TransactionContext, user: StoredUser, agent: string): Promise<Device> {
  const { token, family } = await transact(context, (tx) => startSession(tx, user._id, agent));
  return { user, family, refreshToken: token };
}

/**
 * Goes on with a session. A token that comes back after its successor is in use was copied: the session ends, on this
 * device and on the thief's, and support hears of it. @returns `undefined` where it has ended
 */
export async function refresh({ keys, ...context }: TransactionContext & { keys: Keys }, token: string): Promise<Device | undefined> {
  return transact(context, async (tx) => {
    const found = await exchange(tx, token, successorsOf(keys));
    if (found.outcome === "unknown") return undefined;
    const { userId, family } = found;
    if (found.outcome === "reused") {
      const actor = { role: "system" } as const;
      if (await revokeSession(tx, found, "reused", actor)) await record(tx, { type: "user.session_reused", actor, userId, data: { family } });
      return undefined;
    }
    const user = await tx.store.users.findById(userId, null, { session: tx.session }).lean();
    return user && !user.suspended ? { user, family, refreshToken: found.token } : undefined;
  });
}

/** Ends the session a token belongs to, whichever of its tokens it is. */
export async function signOut(context: TransactionContext, token: string): Promise<void> {
  await transact(context, async (tx) => {
    const session = await sessionOf(tx, token);
    if (session) await revokeSession(tx, session, "signed_out", { id: session.userId, role: "guest" });
  });
}
