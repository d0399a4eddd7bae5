import { Refusal } from "../contract/errors.ts";
import { record } from "../store/events.ts";
import { newId } from "../store/ids.ts";
import { isDuplicateOf, transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import { markVerified, userByEmail } from "../store/users.ts";
import type { Keys } from "./keys.ts";
import { revokeAll } from "./revoke.ts";
import { type Read, readMailedToken } from "./tokens.ts";

/**
 * Verifies the address a letter was sent to, a registration's or one that is to take another's place; once more does no
 * harm.
 *
 * @throws Refusal `invalid_input` where the token is not one of ours, has ended, or the account is another by now
 */
export async function verifyEmail(context: TransactionContext & { keys: Keys }, { token }: { token: string }): Promise<void> {
  const registered = await readMailedToken(context.keys, "verification", token);
  if (registered) return transact(context, (tx) => verifyRegistration(tx, registered));
  const other = await readMailedToken(context.keys, "new_email", token);
  if (!other) throw refusal();
  try {
    await transact(context, (tx) => takeEmail(tx, other));
  } catch (error) {
    throw isDuplicateOf(error, "users") ? refusal() : error; // somebody has registered it meanwhile
  }
}

async function verifyRegistration(tx: Transaction, read: Read): Promise<void> {
  const user = await userByEmail(tx, read.email);
  if (!user || !read.isOf(user)) throw refusal();
  if (user.verified) return;
  await markVerified(tx, user._id);
  await record(tx, { type: "user.verified", actor: { id: user._id, role: "guest" }, userId: user._id, data: {} });
}

/** Who changes an address signs in anew with it, everywhere. */
async function takeEmail(tx: Transaction, { userId, email, isOf }: Read): Promise<void> {
  const user = await tx.store.users.findById(userId, null, { session: tx.session }).lean();
  if (!user || !isOf(user)) throw refusal();
  if (user.email === email) return;
  if (user.newEmail !== email) throw refusal();
  // A registration of that address that was never verified gives way.
  await tx.store.users.deleteOne({ email, verified: false }, { session: tx.session });
  await tx.store.users.updateOne({ _id: userId }, { $set: { email }, $unset: { newEmail: "" } }, { session: tx.session });
  const actor = { id: userId, role: "guest" } as const;
  // Made here and not when it is sent, because the old address is nowhere any more, and in no event.
  const warning = { _id: `${newId()}:email_changed`, kind: "email_changed", userId, to: user.email, state: "waiting", at: tx.now } as const;
  await tx.store.deliveries.create([warning], { session: tx.session });
  await record(tx, { type: "user.email_changed", actor, userId, data: { delivery: warning._id } });
  await revokeAll(tx, userId, "email", actor);
}

function refusal(): Refusal {
  const fields = [{ field: "body.token", problem: "is not valid, or no longer" }];
  return new Refusal("invalid_input", "This link is not valid, or no longer; register again or ask for a new letter", { fields });
}
