import type { Logger } from "pino";
import type { Config } from "../shared/config.ts";
import { settle } from "../shared/booking/settle.ts";
import { openKeys } from "../shared/accounts/keys.ts";
import { mailedToken } from "../shared/accounts/tokens.ts";
import { createPayments } from "../shared/payments/create.ts";
import type { Store } from "../shared/store/open.ts";
import { databaseClock, type Clock } from "../shared/store/transact.ts";
import { type JobKind, type RepeatedJob, startJobs } from "./jobs/agenda.ts";
import { auditPayments } from "./jobs/audit-payments.ts";
import { createFollowing, type Follower } from "./jobs/follow.ts";
import { sweepAccepted, sweepChanges, sweepHolds, sweepMonths, sweepPayments, sweepRefunds, sweepStays } from "./jobs/sweeps.ts";
import { deliver, type MailContext } from "./mail/deliver.ts";
import { followLetters } from "./mail/follow-letters.ts";
import { createMailbox } from "./mail/mailbox.ts";
import type { Mailer } from "./mail/mailer.ts";

export interface WorkersOptions {
  store: Store;
  config: Pick<Config, "holdSeconds" | "publicUrl" | "authKeys" | "stripe">;
  log: Logger;
  clock?: Clock;
  mailer?: Mailer;
}

/** Between two looks at payments that somebody outside carries out: what can't be done yet is asked of them each time. */
const SECONDS_OUTSIDE = 5;

/** Starts what follows a booking up. Nothing here decides: with all workers stopped every rule holds. */
export async function startWorkers({ store, config, log, clock = databaseClock(store), mailer }: WorkersOptions): Promise<{ close(): Promise<void> }> {
  const payments = createPayments({ store, clock, config });
  const context = { store, clock, payments, holdSeconds: config.holdSeconds };
  const keys = await openKeys({ store, config });
  const mail: MailContext = {
    store,
    clock,
    log,
    mailer: mailer ?? createMailbox({ store, clock }),
    publicUrl: config.publicUrl,
    tokenFor: (kind, user, email) => mailedToken(keys, kind, user, email),
  };
  const money = payments.provider === "sandbox" ? 1 : SECONDS_OUTSIDE;
  const followers: Follower[] = [];
  const kinds: JobKind[] = [];
  const repeated: RepeatedJob[] = [
    { name: "sweep holds", everySeconds: 1, run: () => sweepHolds(context) },
    { name: "sweep changes", everySeconds: 1, run: () => sweepChanges(context) },
    ...(payments.provider === "sandbox" ? [{ name: "settle payments", everySeconds: 1, run: () => payments.settleDue((intentId) => settle(context, intentId)) }] : []),
    { name: "sweep accepted", everySeconds: money, run: () => sweepAccepted(context) },
    { name: "sweep payments", everySeconds: money, run: () => sweepPayments(context) },
    { name: "sweep refunds", everySeconds: money, longestSeconds: 120, run: () => sweepRefunds(context) },
    { name: "audit payments", everySeconds: 6 * 3600, longestSeconds: 1800, run: () => auditPayments(context, log) },
    { name: "sweep stays", everySeconds: 60, run: () => sweepStays(context) },
    { name: "sweep months", everySeconds: 3600, run: () => sweepMonths(context) },
    { name: "send letters", everySeconds: 1, run: async () => {
      await followLetters(context);
      await deliver(mail);
    } },
    ...followers.map((follower) => ({ name: `follow ${follower.name}`, everySeconds: 1, run: createFollowing(context, follower) })),
  ];
  return startJobs({ store, clock, log }, repeated, kinds);
}
