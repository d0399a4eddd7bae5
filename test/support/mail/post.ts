/** The letters of a service whose clock is set by hand: follows events and runs the jobs that are due, as Agenda would. */
import { createSecretKey } from "node:crypto";
import { createUser } from "../../../shared/accounts/create-user.ts";
import type { NewProperty } from "../../../shared/contract/property.ts";
import type { StoredEvent } from "../../../shared/store/documents.ts";
import type { StoredJob } from "../../../shared/store/job-documents.ts";
import type { Store } from "../../../shared/store/open.ts";
import { createFollowing } from "../../../workers/jobs/follow.ts";
import type { MailContext } from "../../../workers/mail/context.ts";
import { letterKinds } from "../../../workers/mail/deliver.ts";
import { lettersFollower } from "../../../workers/mail/follow-letters.ts";
import type { Letter, Mailer } from "../../../workers/mail/mailer.ts";
import type { HandClock } from "../fixtures.ts";
import { forgetBookings } from "../jobs.ts";
import { staysAt, type Stays } from "../stays.ts";

export interface Sent extends Letter {
  /** Of its delivery. */
  id: string;
}

export interface Post {
  context: MailContext;
  /** What was handed over, first to last. */
  sent: Sent[];
  /** Has a mail server do something else than take it, until it is given nothing. */
  behave(mailer?: Mailer): void;
  follow(): Promise<void>;
  /** What `follow` does, with events that somebody chose. */
  take(events: StoredEvent[]): Promise<void>;
  /** Runs what is due once each. @returns what failed */
  run(): Promise<unknown[]>;
  /** Follows, then runs until nothing is due. */
  work(): Promise<unknown[]>;
  /** Subjects of what was sent since the last time, to whom. */
  news(): string[];
}

/** @param reminderDays as they are configured */
export function postAt(store: Store, time: HandClock, reminderDays: readonly number[] = [7, 1]): Post {
  const sent: Sent[] = [];
  let behaviour: Mailer | undefined;
  let told = 0;
  const context: MailContext = {
    store, clock: time.clock, from: "Vacancy <stays@vacancy.test>", publicUrl: "https://stay.example", reminderDays,
    keys: [{ kid: "test", secret: createSecretKey(Buffer.alloc(32, 1)) }],
    mailer: async (letter, id) => {
      await behaviour?.(letter, id);
      sent.push({ ...letter, id });
    },
  };
  const kinds = letterKinds(context);
  const follower = lettersFollower(store, context);
  const follow = createFollowing({ store, clock: time.clock }, follower);

  async function run(): Promise<unknown[]> {
    const failures: unknown[] = [];
    for (const job of await due()) {
      const kind = kinds.find(({ name }) => name === job.name)!;
      let next: Date | null = null;
      let failCount = 0;
      try {
        next = (await kind.run(job.data)) ?? null;
      } catch (error) {
        failures.push(error);
        const pause = kind.pauses[job.failCount ?? 0];
        failCount = (job.failCount ?? 0) + 1;
        next = pause === undefined ? null : new Date(time.now().getTime() + pause * 1000);
      }
      await store.jobs.updateOne({ _id: job._id }, { $set: { nextRunAt: next, failCount, lastFinishedAt: time.now() } });
    }
    return failures;
  }
  const due = (): Promise<StoredJob[]> => store.jobs.find({ name: { $in: kinds.map(({ name }) => name) }, nextRunAt: { $lte: time.now() } }).sort({ nextRunAt: 1, _id: 1 }).lean();

  return {
    context,
    sent,
    behave(mailer) {
      behaviour = mailer;
    },
    follow,
    take: follower.take,
    run,
    async work() {
      await follow();
      const failures: unknown[] = [];
      while ((await due()).length > 0) failures.push(...(await run()));
      return failures;
    },
    news() {
      const fresh = sent.slice(told);
      told = sent.length;
      return fresh.map(({ id }) => id.replace(/^[0-9a-f]{24}:/, ""));
    },
  };
}

/** Stays of a guest and a host who have addresses, and no letter yet. */
export async function beginLetters(store: Store, change: Partial<NewProperty> = {}): Promise<{ stays: Stays; post: Post }> {
  await forgetBookings(store);
  await Promise.all([store.jobs.deleteMany({}), store.deliveries.deleteMany({}), store.followers.deleteMany({})]);
  const stays = await staysAt(store, change);
  await createUser(store, { passwordHash: "x", roles: ["guest"], _id: stays.guest.id, email: emailOf(stays.guest), name: "Ada <Lovelace>" });
  await createUser(store, { passwordHash: "x", roles: ["guest", "host"], _id: stays.host.id, email: emailOf(stays.host), name: "Marta" });
  return { stays, post: postAt(store, stays.time) };
}

export const emailOf = ({ id }: { id: string }) => `${id}@vacancy.test`;
