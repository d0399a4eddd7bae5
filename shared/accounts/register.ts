import type { Registration } from "../contract/user.ts";
import { record } from "../store/events.ts";
import { newId } from "../store/ids.ts";
import { isDuplicateOf, transact, type TransactionContext } from "../store/transact.ts";
import { replaceRegistration, userByEmail } from "../store/users.ts";
import { refuseWeakPassword } from "./password-strength.ts";
import { hashPassword } from "./passwords.ts";

/**
 * Makes a guest whose address is not verified yet; whoever follows `user.registered` sends the letter. Until it is
 * verified the latest registration holds, so that nobody takes an address beforehand, and a lost letter can be asked for
 * again. Where the address is verified nothing changes, and nothing tells: the password is hashed all the same.
 *
 * @throws Refusal `invalid_input` where the password is guessed first, before anybody is looked up
 */
export async function register(context: TransactionContext, { email, password, name, language }: Registration): Promise<void> {
  refuseWeakPassword(password, { name, email });
  const passwordHash = await hashPassword(password);
  try {
    await transact(context, async (tx) => {
      const known = await userByEmail(tx, email);
      if (known?.verified) return;
      const _id = known?._id ?? newId();
      const registration = { name, passwordHash, ...(language && { language }) };
      if (known) await replaceRegistration(tx, _id, registration);
      else await tx.store.users.create([{ _id, email, ...registration, roles: ["guest"], verified: false, epoch: 0, createdAt: tx.now }], { session: tx.session });
      await record(tx, { type: "user.registered", actor: { id: _id, role: "guest" }, userId: _id, data: {} });
    });
  } catch (error) {
    if (!isDuplicateOf(error, "users")) throw error; // else the same address was registered a moment before
  }
}
