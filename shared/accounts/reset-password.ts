import { Refusal } from "../contract/errors.ts";
import { record } from "../store/events.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import { userByEmail } from "../store/users.ts";
import type { Keys } from "./keys.ts";
import { refuseWeakPassword } from "./password-strength.ts";
import { hashPassword } from "./passwords.ts";
import { revokeAll } from "./revoke.ts";
import { readMailedToken } from "./tokens.ts";

/** Asks for a letter to choose a new password. Where there is no such account nothing happens, and nothing tells. */
export async function askReset(context: TransactionContext, { email }: { email: string }): Promise<void> {
  await transact(context, async (tx) => {
    const user = await userByEmail(tx, email);
    if (!user?.verified) return;
    await record(tx, { type: "user.reset_asked", actor: { role: "system" }, userId: user._id, data: {} });
  });
}

/**
 * Takes a new password for whoever has the letter, and signs every device out.
 *
 * @throws Refusal `invalid_input` where the token is not one of ours, has ended, or was used; or the password is guessed first
 */
export async function resetPassword(context: TransactionContext & { keys: Keys }, { token, password }: { token: string; password: string }): Promise<void> {
  refuseWeakPassword(password);
  const read = await readMailedToken(context.keys, "reset", token);
  const passwordHash = await hashPassword(password);
  await transact(context, async (tx) => {
    const user = await tx.store.users.findById(read?.userId, null, { session: tx.session }).lean();
    if (!read || !user?.verified || !read.isOf(user)) {
      const fields = [{ field: "body.token", problem: "is not valid, or no longer" }];
      throw new Refusal("invalid_input", "This link is not valid, or no longer; ask for a new letter", { fields });
    }
    refuseWeakPassword(password, user); // only who has the letter hears that it is made of their words
    const actor = { id: user._id, role: "guest" } as const;
    await tx.store.users.updateOne({ _id: user._id }, { $set: { passwordHash } }, { session: tx.session });
    await record(tx, { type: "user.password_changed", actor, userId: user._id, data: {} });
    await revokeAll(tx, user._id, "password", actor);
  });
}
