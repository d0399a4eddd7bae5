/**
 * How a person's rights end before their tokens do. It is an event like any other: each node that follows the events refuses
 * those tokens from then on and cuts the connections that were opened with them.
 */
import type { ActorRole } from "../contract/events.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredUser } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { endFamilies, endFamily } from "../store/sessions.ts";
import type { Transaction } from "../store/transact.ts";

export type Why = "signed_out" | "reused" | "password" | "email" | "role" | "suspended" | "deleted";

interface By {
  id?: Id;
  role: ActorRole;
}

/** Ends one device's session. @returns whether there was one of this person */
export async function revokeSession(tx: Transaction, session: { userId: Id; family: Id }, why: Why, actor: By): Promise<boolean> {
  const wasThere = await endFamily(tx, session);
  const { userId, family } = session;
  if (wasThere) await record(tx, { type: "user.revoked", actor, userId, data: { why, family } });
  return wasThere;
}

/**
 * Makes every access token of a person worth nothing, and ends their sessions too unless these are to go on with what
 * is now right. @returns the person as it now is
 */
export async function revokeAll(tx: Transaction, userId: Id, why: Why, actor: By, { keepSessions = false } = {}): Promise<StoredUser> {
  if (!keepSessions) await endFamilies(tx, userId);
  const user = await tx.store.users.findOneAndUpdate({ _id: userId }, { $inc: { epoch: 1 } }, { session: tx.session, returnDocument: "after" }).orFail().lean();
  await record(tx, { type: "user.revoked", actor, userId, data: { why, epoch: user.epoch } });
  return user;
}
