import { Refusal } from "../contract/errors.ts";
import { record } from "../store/events.ts";
import { transact, type TransactionContext } from "../store/transact.ts";
import { markVerified, userByEmail } from "../store/users.ts";
import type { Keys } from "./keys.ts";
import { readVerificationToken, registrationOf } from "./tokens.ts";

/**
 * Verifies the address a letter was sent to; once more does no harm.
 *
 * @throws Refusal `invalid_input` where the token is not one of ours, has ended, or somebody registered the address anew since
 */
export async function verifyEmail(context: TransactionContext & { keys: Keys }, { token }: { token: string }): Promise<void> {
  const named = await readVerificationToken(context.keys, token);
  if (!named) throw refusal();
  await transact(context, async (tx) => {
    const user = await userByEmail(tx, named.email);
    if (user?._id !== named.userId || registrationOf(user) !== named.registration) throw refusal();
    if (user.verified) return;
    await markVerified(tx, user._id);
    await record(tx, { type: "user.verified", actor: { id: user._id, role: "guest" }, userId: user._id, data: {} });
  });
}

function refusal(): Refusal {
  const fields = [{ field: "body.token", problem: "is not valid, or no longer" }];
  return new Refusal("invalid_input", "This link is not valid, or no longer; register again or ask for a new letter", { fields });
}
