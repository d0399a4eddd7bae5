import { newId } from "../../shared/store/ids.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import type { Mailer } from "./mailer.ts";

/** Puts letters where they can be read in the browser, for a machine without a mail server. They stay seven days, without what is attached. */
export function createMailbox({ store, clock }: TransactionContext): Mailer {
  return async ({ to, subject, text, html }) => {
    await store.mailbox.create({ _id: newId(), to, subject, text, html, at: await clock() });
  };
}
