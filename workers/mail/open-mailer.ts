import type { Logger } from "pino";
import type { Config } from "../../shared/config.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { createMailbox } from "./mailbox.ts";
import type { Mailer } from "./mailer.ts";
import { createSmtp } from "./smtp.ts";

export type MailerSettings = Pick<Config, "production" | "smtpUrl" | "mailFrom">;

/** Where letters go: to a mail server, and where there is none into the mailbox; in production nowhere, which is said once: then there is no mailer. */
export function openMailer(context: TransactionContext, { production, smtpUrl, mailFrom }: MailerSettings, log: Logger): { mailer: Mailer | undefined; close(): void } {
  if (smtpUrl !== undefined) return createSmtp({ url: smtpUrl, from: mailFrom, production });
  if (!production) return { mailer: createMailbox(context), close: () => {} };
  log.warn("No letters are sent: SMTP_URL is not set");
  return { mailer: undefined, close: () => {} };
}
