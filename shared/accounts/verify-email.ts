import { Refusal } from "../contract/errors.ts";
import { record } from "../store/events.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import { markVerified, userByEmail } from "../store/users.ts";
import type { Keys } from "./keys.ts";
import { readVerificationToken } from "./tokens.ts";

/**
 * Verifies the address a letter was sent to; once more does no harm.
 *
 * @throws Refusal `invalid_input` where the token is not one of ours, has ended, or the person has another address by now
 */
export async function verifyEmail(context: TransactionContext & { keys: Keys }, { token }: { token: string }): Promise<void> {
  const named = await readVerificationToken(context.keys, token);
  if (!named) throw refusal();
  const { userId, email } = named;
  await transact(context, async (tx) => {
    if (await markVerified(tx, userId, email)) {
      await record(tx, { type: "user.verified", actor: { id: userId, role: "guest" }, userId, data: {} });
      return;
    }
    if ((await userByEmail(tx, email))?._id !== userId) throw refusal();
  });
}

function refusal(): Refusal {
  const fields = [{ field: "body.token", problem: "is not valid, or no longer" }];
  return new Refusal("invalid_input", "This link is not valid, or no longer; register again or ask for a new letter", { fields });
}
