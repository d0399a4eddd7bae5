import type { Logger } from "pino";
import type { Config } from "../shared/config.ts";
import { settle } from "../shared/booking/settle.ts";
import { openKeys } from "../shared/accounts/keys.ts";
import { feedsOver } from "../shared/calendars/feed.ts";
import { createOutbound } from "../shared/outbound/outbound.ts";
import { createPayments } from "../shared/payments/create.ts";
import type { Store } from "../shared/store/open.ts";
import { databaseClock, type Clock } from "../shared/store/transact.ts";
import { type JobKind, type RepeatedJob, startJobs } from "./jobs/agenda.ts";
import { auditPayments } from "./jobs/audit-payments.ts";
import { readCalendars, tellStaleCalendars } from "./jobs/calendars.ts";
import { createFollowing, type Follower } from "./jobs/follow.ts";
import { sweepAccepted, sweepChanges, sweepHolds, sweepMonths, sweepPayments, sweepRefunds, sweepStays } from "./jobs/sweeps.ts";
import type { MailContext } from "./mail/context.ts";
import { letterKinds } from "./mail/deliver.ts";
import { lettersFollower } from "./mail/follow-letters.ts";
import { type MailerSettings, openMailer } from "./mail/open-mailer.ts";
import { replanReminders } from "./mail/replan.ts";
import { followWebhooks } from "./webhooks/follow.ts";
import { telling } from "./webhooks/tell.ts";
import { wakeWebhooks } from "./webhooks/wake.ts";
import { wishesFollower, wishesKind } from "./wishes/wishes.ts";

export interface WorkersOptions {
  store: Store;
  config: Pick<Config, "holdSeconds" | "publicUrl" | "authKeys" | "stripe" | "reminderDays" | "outboundAllow"> & MailerSettings;
  log: Logger;
  clock?: Clock;
}

/** Between two looks at payments that somebody outside carries out: what can't be done yet is asked of them each time. */
const SECONDS_OUTSIDE = 5;

/** Starts what follows a booking up. Nothing here decides: with all workers stopped every rule holds. */
export async function startWorkers({ store, config, log, clock = databaseClock(store) }: WorkersOptions): Promise<{ close(): Promise<void> }> {
  const payments = createPayments({ store, clock, config });
  const context = { store, clock, payments, holdSeconds: config.holdSeconds };
  const keys = await openKeys({ store, config });
  const post = openMailer({ store, clock }, config, log);
  const mail: MailContext = { store, clock, keys, mailer: post.mailer, from: config.mailFrom, publicUrl: config.publicUrl, reminderDays: config.reminderDays };
  const outbound = createOutbound({ allow: config.outboundAllow });
  const money = payments.provider === "sandbox" ? 1 : SECONDS_OUTSIDE;
  const followers: Follower[] = [lettersFollower(store, config), wishesFollower(store), followWebhooks(context)];
  const kinds: JobKind[] = [...letterKinds(mail), wishesKind(context), telling({ store, clock, outbound, chance: Math.random })];
  const repeated: RepeatedJob[] = [
    { name: "sweep holds", everySeconds: 1, run: () => sweepHolds(context) },
    { name: "sweep changes", everySeconds: 1, run: () => sweepChanges(context) },
    ...(payments.provider === "sandbox" ? [{ name: "settle payments", everySeconds: 1, run: () => payments.settleDue((intentId) => settle(context, intentId)) }] : []),
    { name: "sweep accepted", everySeconds: money, run: () => sweepAccepted(context) },
    { name: "sweep payments", everySeconds: money, run: () => sweepPayments(context) },
    { name: "sweep refunds", everySeconds: money, longestSeconds: 120, run: () => sweepRefunds(context) },
    { name: "audit payments", everySeconds: 6 * 3600, longestSeconds: 1800, run: () => auditPayments(context, log) },
    { name: "sweep stays", everySeconds: 60, run: () => sweepStays(context) },
    { name: "read calendars", everySeconds: 15, longestSeconds: 150, run: () => readCalendars(context, feedsOver(outbound)) },
    { name: "tell stale calendars", everySeconds: 60, run: () => tellStaleCalendars(context) },
    { name: "sweep months", everySeconds: 3600, run: () => sweepMonths(context) },
    { name: "plan reminders", everySeconds: 86_400, longestSeconds: 1800, run: () => replanReminders({ store, clock }, config.reminderDays) },
    { name: "wake webhooks", everySeconds: 2, run: () => wakeWebhooks(context) },
    ...followers.map((follower) => ({ name: `follow ${follower.name}`, everySeconds: 1, run: createFollowing(context, follower) })),
  ];
  const jobs = await startJobs({ store, clock, log }, repeated, kinds);
  return {
    async close() {
      await jobs.close();
      post.close();
    },
  };
}
