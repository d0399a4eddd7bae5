/** What persons change of their own account. Who has a device of theirs in hand still needs the password for what matters. */
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { LetterTopic, type MeChange } from "../contract/user.ts";
import type { StoredUser } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import { refuseWeakPassword } from "./password-strength.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { revokeAll } from "./revoke.ts";

interface Me {
  id: Id;
}

const TOPICS = LetterTopic.options;

/** @throws Refusal `unauthenticated` where the account is gone */
export async function readMe({ store }: Pick<TransactionContext, "store">, { id }: Me): Promise<StoredUser> {
  const user = await store.users.findById(id).lean();
  if (!user || user.deletedAt) throw new Refusal("unauthenticated", "This account no longer exists");
  return user;
}

/** @throws Refusal `invalid_input` naming the field where it is another password, `unauthenticated` */
export async function readMeByPassword(context: Pick<TransactionContext, "store">, me: Me, password: string, field: "password" | "current"): Promise<StoredUser> {
  const user = await readMe(context, me);
  if (await isPassword(user.passwordHash, password)) return user;
  throw new Refusal("invalid_input", "This is not your password", { fields: [{ field: `body.${field}`, problem: "is not your password" }] });
}

/** @throws Refusal `unauthenticated` */
export async function changeMe(context: TransactionContext, { id }: Me, { name, language, letters = {} }: MeChange): Promise<StoredUser> {
  await readMe(context, { id });
  const unwanted = TOPICS.filter((topic) => letters[topic] === false).map((topic) => [`letters.${topic}`, false]);
  const wanted = TOPICS.filter((topic) => letters[topic] === true).map((topic) => [`letters.${topic}`, ""]);
  const set = { ...(name !== undefined && { name }), ...(language && { language }), ...Object.fromEntries(unwanted) };
  const preferences = { ...(language && { language }), ...(Object.keys(letters).length > 0 && { letters }) };
  return transact(context, async (tx) => {
    const change = { $set: set, $unset: Object.fromEntries(wanted) };
    const user = await tx.store.users.findOneAndUpdate({ _id: id }, change, { session: tx.session, returnDocument: "after" }).orFail().lean();
    const about = { actor: { id, role: "guest" }, userId: id } as const;
    if (name !== undefined) await record(tx, { type: "user.renamed", ...about, data: {} });
    if (Object.keys(preferences).length > 0) await record(tx, { type: "user.preferences_changed", ...about, data: preferences });
    return user;
  });
}

/** Signs every device out; the one that asked is given a new session. @throws Refusal as `readMeByPassword`, and as `refuseWeakPassword` */
export async function changePassword(context: TransactionContext, { id }: Me, { current, password }: { current: string; password: string }): Promise<StoredUser> {
  const before = await readMeByPassword(context, { id }, current, "current");
  refuseWeakPassword(password, before);
  const passwordHash = await hashPassword(password);
  return transact(context, async (tx) => {
    const { modifiedCount } = await tx.store.users.updateOne({ _id: id, passwordHash: before.passwordHash }, { $set: { passwordHash } }, { session: tx.session });
    if (modifiedCount === 0) throw new Refusal("wrong_state", "The password has been changed meanwhile; sign in again");
    const actor = { id, role: "guest" } as const;
    await record(tx, { type: "user.password_changed", actor, userId: id, data: {} });
    return revokeAll(tx, id, "password", actor);
  });
}

/** Has a letter sent to the other address. That it is somebody's already nobody is told. @throws Refusal as `readMeByPassword` */
export async function askEmail(context: TransactionContext, { id }: Me, { email, password }: { email: string; password: string }): Promise<void> {
  await readMeByPassword(context, { id }, password, "password");
  await transact(context, async (tx) => {
    if (await tx.store.users.exists({ email, verified: true }).session(tx.session)) return;
    await tx.store.users.updateOne({ _id: id }, { $set: { newEmail: email } }, { session: tx.session });
    await record(tx, { type: "user.email_asked", actor: { id, role: "guest" }, userId: id, data: {} });
  });
}
