/**
 * Loads the demo once, by living through it: every booking is made by the verbs that guests and hosts use, with a clock
 * that goes from the day everything was listed to now. So nothing in it could not have happened.
 */
import type { Collection } from "mongoose";
import { instantAt, localDate, addDays } from "../../shared/contract/dates.ts";
import { createUser } from "../../shared/accounts/create-user.ts";
import { hashPassword } from "../../shared/accounts/passwords.ts";
import { createSandbox } from "../../shared/payments/sandbox/sandbox.ts";
import { ALERT_TYPES } from "../../shared/contract/events.ts";
import { markRead } from "../../shared/store/alert-reads.ts";
import { cursorOf } from "../../shared/store/place.ts";
import type { Store } from "../../shared/store/open.ts";
import type { Clock } from "../../shared/store/transact.ts";
import { everybody, hosts, PASSWORD } from "./accounts.ts";
import type { DemoContext } from "./context.ts";
import { presentOf } from "./present.ts";
import { LISTED_DAYS_AGO } from "./plan.ts";
import { withProgress } from "../progress.ts";
import { properties } from "./properties/all.ts";
import { listProperty } from "./property.ts";
import { momentsOf } from "./stay.ts";

/** That the demo was begun, and at which instant: what was begun is finished as of then. */
interface Mark {
  _id: "demo";
  now: Date;
  done: boolean;
}

interface LoadOptions {
  store: Store;
  clock: Clock;
  /** How long the holds last that are open when it is loaded, in seconds. */
  holdSeconds?: number;
  say?(line: string): void;
}

/** Does nothing where it was done before; a load that was cut off goes on where it was. */
export async function loadDemo({ store, clock, holdSeconds = 600, say = () => {} }: LoadOptions): Promise<void> {
  const marks: Collection<Mark> = store.connection.collection<Mark>("marks");
  await marks.updateOne({ _id: "demo" }, { $setOnInsert: { now: await clock(), done: false } }, { upsert: true });
  const mark = await marks.findOne({ _id: "demo" });
  if (!mark || mark.done) return;
  /** From 0 to 1. */
  const loaded = { share: 0 };
  const load = async () => {
    await makePeople(store, mark.now);
    await skipLetters(store, mark.now);
    await liveThrough(store, mark.now, holdSeconds, loaded);
    await readOldAlerts(store, mark.now);
    await marks.updateOne({ _id: "demo" }, { $set: { done: true } });
  };
  await withProgress({ say, label: "Loading the demo", soFar: () => `${Math.floor(loaded.share * 100)} %` }, load());
}

async function makePeople(store: Store, now: Date): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD);
  const createdAt = new Date(now.getTime() - (LISTED_DAYS_AGO + 20) * 86_400_000);
  for (const { id, email, name, roles } of everybody) await createUser(store, { _id: id, email, name, roles: [...roles], passwordHash, createdAt });
}

/** Nobody wants hundreds of letters about a past that is made up: whoever follows events for letters begins now. */
async function skipLetters(store: Store, now: Date): Promise<void> {
  await store.followers.updateOne({ _id: "letters" }, { $setOnInsert: { cursor: cursorOf({ at: now, id: "" }) } }, { upsert: true });
}

/** Hosts have read what is older than a day; what is left is enough to see the bell. */
async function readOldAlerts(store: Store, now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - 86_400_000);
  for (const { id } of Object.values(hosts)) {
    const old = await store.events.find({ hostId: id, type: { $in: ALERT_TYPES }, at: { $lt: yesterday } }, { _id: 1 }).lean();
    await markRead(store, id, old.map(({ _id }) => _id), now);
  }
}

/** Everything in the order in which it happened, so that no month's clock goes backwards. */
async function liveThrough(store: Store, now: Date, holdSeconds: number, loaded: { share: number }): Promise<void> {
  let time = now;
  const clock: Clock = async () => time;
  const sandbox = createSandbox({ store, clock });
  const context: DemoContext = { store, clock, payments: sandbox, sandbox, holdSeconds };

  const moments: { at: Date; happen(): Promise<void> }[] = [];
  for (const demo of properties) {
    const { timeZone } = demo.property;
    const today = localDate(now, timeZone);
    time = instantAt(addDays(today, -LISTED_DAYS_AGO), "09:00", timeZone);
    const listed = await listProperty(context, demo, today);
    moments.push(...momentsOf(context, demo, listed, today, now));
  }
  moments.sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const [index, { at, happen }] of moments.entries()) {
    time = at;
    await happen();
    loaded.share = (index + 1) / moments.length;
  }
  time = now;
  for (const demo of properties) await presentOf(context, demo, now);
}
