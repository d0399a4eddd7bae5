import type { Keys } from "../../shared/accounts/keys.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import type { Sender } from "./letters/kinds.ts";
import type { Mailer } from "./mailer.ts";

/** What sending letters works with. */
export interface MailContext extends TransactionContext, Sender {
  /** Absent: none are sent, and none wait to be. */
  mailer: Mailer | undefined;
  /** Sign the tokens that letters carry. */
  keys: Keys;
  /** How many days before check-in a guest is reminded. */
  reminderDays: readonly number[];
}
