/** Receivers at their worst beside one that is well, with real jobs and the database's clock. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import pino from "pino";
import { hold } from "../../shared/booking/hold.ts";
import { addDays, localDate } from "../../shared/contract/dates.ts";
import { createOutbound } from "../../shared/outbound/outbound.ts";
import type { Store } from "../../shared/store/open.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import type { StoredWebhook } from "../../shared/store/webhook-documents.ts";
import { createWebhook } from "../../shared/webhooks/create-webhook.ts";
import { startJobs } from "../../workers/jobs/agenda.ts";
import { createFollowing } from "../../workers/jobs/follow.ts";
import { followWebhooks } from "../../workers/webhooks/follow.ts";
import { telling } from "../../workers/webhooks/tell.ts";
import { wakeWebhooks } from "../../workers/webhooks/wake.ts";
import { aGuest, aHost, contextWith, listedProperty } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { type Answer, startReceiver, verified } from "../support/webhooks/receiver.ts";

const STAYS = 25;
const BAD = {
  "/hangs": "hangs", "/streams": "streams", "/drips": "drips", "/cuts": "cuts", "/huge": "huge head", "/fails": { status: 500 },
  "/elsewhere": { status: 307, headers: { Location: "https://169.254.169.254/latest/meta-data/" } },
} satisfies Record<string, Answer>;
const NAMES: Record<string, string[]> = { "loop.example.com": ["127.0.0.1"], "cloud.example.com": ["169.254.169.254"] };

describe("A webhook whose receiver is well", () => {
  let store: Store;
  let ends: { close(): Promise<void> }[] = [];
  before(async () => {
    store = await freshStore();
  });
  afterEach(async () => {
    for (const one of ends) await one.close(); // the receiver first, so that nobody waits for what hangs
    ends = [];
  });
  after(() => store.close());

  it("is told promptly beside others that are slow, endless, broken, or in places nobody is sent to", async () => {
    const receiver = await startReceiver();
    ends.push(receiver);
    receiver.answers(({ path }) => (BAD as Record<string, Answer>)[path] ?? { status: 200 });
    const context = contextWith(store, databaseClock(store));
    const host = aHost();
    const property = await listedProperty(context, host, { units: STAYS });
    const add = (url: string) => createWebhook(context, host, { url, types: ["booking.held"] }, [receiver.allow]);
    const bad = new Map<string, StoredWebhook>();
    for (const path of Object.keys(BAD)) bad.set(path, await add(receiver.url(path)));
    for (const name of Object.keys(NAMES)) bad.set(name, await add(`https://${name}/`));
    const well = await add(receiver.url("/well"));

    const outbound = createOutbound({ allow: [receiver.allow], resolve: async (name) => NAMES[name] ?? [name] });
    const follow = createFollowing(context, followWebhooks(context));
    ends.push(await startJobs({ ...context, log: pino({ level: "silent" }) }, [
      { name: "follow webhooks", everySeconds: 1, run: follow },
      { name: "wake webhooks", everySeconds: 2, run: () => wakeWebhooks(context) },
    ], [telling({ ...context, outbound, chance: Math.random })]));
    const checkIn = addDays(localDate(new Date(), property.timeZone), 30);
    const made = new Map<string, number>();
    for (let stay = 0; stay < STAYS; stay += 1) {
      const booking = await hold(context, aGuest(), { propertyId: property._id, checkIn, checkOut: addDays(checkIn, 2), guests: 1 });
      made.set(booking._id, performance.now());
      await delay(60);
    }
    for (let look = 0; look < 100 && receiver.at("/well").length < STAYS; look += 1) await delay(100);
    const told = receiver.at("/well");
    expect(told).to.have.length(STAYS);
    expect(new Set(told.map(({ id }) => id)).size).to.equal(STAYS);
    const times = told.map((one) => {
      const message = verified(one, well.secret);
      return one.at - made.get("booking" in message.data ? message.data.booking.id : "")!;
    }).sort((a, b) => a - b);
    const [median, most] = [times[STAYS >> 1]!, times.at(-1)!].map(Math.round);
    console.log(`      ${STAYS} messages were taken ${median} ms after their holds (median), ${most} ms at most, beside ${bad.size} others with ${STAYS} each`);
    expect(most).to.be.below(6000);

    const tried = async (name: string) => (await store.webhookDeliveries.find({ webhookId: bad.get(name)!._id, "attempts.0": { $exists: true } }).sort({ at: 1 }).limit(1).lean())[0]?.attempts.at(-1);
    /** Waits for it: nobody has said that they are tried before the last of the others is told. */
    const attempt = async (name: string) => {
      for (let look = 0; look < 100 && !(await tried(name)); look += 1) await delay(100);
      return tried(name);
    };
    for (const name of Object.keys(NAMES)) expect((await attempt(name))?.problem).to.equal("Its name stands for an address that is not of the public internet");
    expect(await attempt("/elsewhere")).to.include({ status: 307 });
    expect(await attempt("/fails")).to.include({ status: 500 });
    expect((await attempt("/streams"))?.status).to.equal(200); // its head said so, and what it says on is not read
    expect([undefined, "It took too long"], "still waited for, or no more").to.include((await tried("/hangs"))?.problem);
    expect(receiver.at("/hangs").length).to.be.within(1, 8);
  });

  it("is told also where a job ended without having seen what had come", async () => {
    const clock = databaseClock(store);
    const [one] = await store.webhooks.find({ url: /well$/ }).lean();
    const key = one!._id;
    const job = () => store.jobs.findOne({ name: "webhook", "data.key": key }).orFail().lean();
    const [delivery] = await store.webhookDeliveries.find({ webhookId: key }).limit(1).lean();
    await store.webhookDeliveries.updateOne({ _id: delivery!._id }, { $set: { state: "waiting", tryAt: await clock() } });
    const setJob = (set: object) => store.jobs.updateOne({ name: "webhook", "data.key": key }, { $set: set });
    const wakes = async (set: object) => {
      await setJob({ nextRunAt: null, lockedAt: null, failCount: 0, ...set });
      await wakeWebhooks({ store, clock });
      return (await job()).nextRunAt !== null;
    };
    expect(await wakes({})).to.equal(true);
    expect(await wakes({ lockedAt: new Date() })).to.equal(false); // somebody is at it
    expect(await wakes({ failCount: 4 })).to.equal(false); // support has been told
    await store.jobs.deleteOne({ name: "webhook", "data.key": key });
    await wakeWebhooks({ store, clock });
    expect((await job()).nextRunAt).to.be.instanceOf(Date);
  });
});
