import { expect } from "chai";
import { register } from "../../shared/accounts/register.ts";
import { accept } from "../../shared/booking/accept.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import type { StoredJob } from "../../shared/store/job-documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { Trouble } from "../../workers/jobs/trouble.ts";
import { deliver } from "../../workers/mail/deliver.ts";
import { PermanentFailure } from "../../workers/mail/mailer.ts";
import type { LetterJob } from "../../workers/mail/plan.ts";
import { LEASE } from "../../workers/mail/take.ts";
import { beginLetters, emailOf, postAt, type Post } from "../support/mail/post.ts";
import { freshStore } from "../support/mongo.ts";
import { STAY, type Stays } from "../support/stays.ts";
import { until } from "../support/until.ts";

const MOVED = { checkIn: "2027-01-10", checkOut: "2027-01-14" };

describe("Letters are sent", () => {
  let store: Store;
  let stays: Stays;
  let post: Post;

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(() => begin());

  const begin = async (change: Parameters<typeof beginLetters>[1] = {}) => {
    ({ stays, post } = await beginLetters(store, change));
  };
  const states = async () => (await store.deliveries.find().sort({ kind: 1 }).lean()).map(({ kind, state }) => `${kind} ${state}`);
  const confirmation = async () => {
    const jobs: StoredJob[] = await store.jobs.find({ name: "letter" }).lean();
    return jobs.find(({ data }) => data["kind"] === "confirmation")!.data as LetterJob;
  };
  /** One sender of its own: another worker. */
  const another = () => {
    const other = postAt(store, stays.time);
    return { other, send: async () => send(other) };
  };
  const send = async ({ context }: Post) => deliver(context, await confirmation());

  it("once, with what the stay is now, to guest and host", async () => {
    const booking = await stays.booked();
    await post.work();
    await post.work();
    expect(post.news().sort()).to.deep.equal(["confirmation", "host_booked"]);
    const letter = post.sent.find(({ id }) => id.endsWith(":confirmation"))!;
    expect(letter.to).to.equal(emailOf(stays.guest));
    for (const part of ["Rua da Reboleira 12", "€462", "https://stay.example/stays/" + booking._id]) expect(letter.text).to.include(part);
    expect(letter.html).to.include("Ada &lt;Lovelace&gt;").and.not.include("<Lovelace>");
    expect(await states()).to.deep.equal(["confirmation sent", "host_booked sent"]);
  });

  it("by one of two workers at once", async () => {
    for (let round = 0; round < 10; round += 1) {
      await store.deliveries.deleteMany({});
      await store.jobs.deleteMany({});
      await stays.booked({ checkIn: `2027-02-${10 + round}`, checkOut: `2027-02-${11 + round}` });
      await post.follow();
      const workers = [another(), another(), another()];
      await Promise.all(workers.map(({ send: go }) => go()));
      expect(workers.map(({ other }) => other.sent.length).sort(), `round ${round}`).to.deep.equal([0, 0, 1]);
    }
  });

  it("later by another, where one ended before it had sent", async () => {
    await stays.booked();
    await post.follow();
    const crashed = another();
    let isSending = false;
    crashed.other.context.mailer = () => {
      isSending = true;
      return new Promise(() => {}); // and there it ended
    };
    void crashed.send();
    await until(() => isSending, "it is being sent");
    expect((await states())[0]).to.equal("confirmation sending");
    const again = await send(post);
    expect(again, "looks again when the other has had its time").to.deep.equal(new Date(stays.time.now().getTime() + LEASE));
    stays.time.set(again!);
    expect(await send(post)).to.equal(undefined);
    expect(post.news()).to.deep.equal(["confirmation"]);
  });

  it("again, as the same letter, only where one ended after it had sent and before it wrote that down", async () => {
    await stays.booked();
    await post.follow();
    const { other } = another();
    other.context.mailer = (_letter, id) => {
      post.sent.push({ to: "", subject: "", text: "", html: "", id });
      return new Promise(() => {}); // and there it ended
    };
    void send(other);
    await until(() => post.sent.length > 0, "it is sent");
    stays.time.advance(LEASE / 1000);
    await send(post);
    expect(post.sent.map(({ id }) => id)).to.deep.equal([(await confirmation()).key, (await confirmation()).key]);
    await send(post);
    expect(post.sent).to.have.length(2);
  });

  it("by nobody who has slept through their time: what they send or write down later does not count", async () => {
    await stays.booked();
    await post.follow();
    const sleepers = [another(), another()] as const;
    const wake: (() => void)[] = [];
    // One sleeps as it is about to send, the other within the sending.
    const sleeper = sleepers[0].other.context;
    const { clock } = sleeper;
    let looks = 0;
    sleeper.clock = async () => {
      if ((looks += 1) === 3) await new Promise<void>((resolve) => wake.push(resolve));
      return clock();
    };
    const first = sleepers[0].send();
    await until(() => wake.length === 1, "the first sleeps");
    stays.time.advance(LEASE / 1000);
    sleepers[1].other.behave(() => new Promise<void>((resolve) => wake.push(resolve)));
    const second = sleepers[1].send();
    await until(() => wake.length === 2, "the second sleeps");
    stays.time.advance(LEASE / 1000);
    post.behave(() => Promise.reject(new PermanentFailure(550, "5.1.1")));
    await send(post);
    for (const one of wake) one();
    const later = new Date(stays.time.now().getTime() + LEASE);
    expect(await Promise.all([first, second]), "look again, and find it settled").to.deep.equal([later, later]);
    expect(sleepers[0].other.sent, "who was about to send").to.have.length(0);
    expect((await states())[0]).to.equal("confirmation refused");
  });

  it("not where there is nothing to say any more", async () => {
    const booking = await stays.booked();
    await post.follow();
    await cancel(stays.context, stays.guest, { id: booking._id });
    await post.work();
    expect(post.news().sort()).to.deep.equal(["cancelled", "host_cancelled"]);
    expect(await states()).to.include.members(["confirmation void", "host_booked void"]);

    await begin({ instantBook: false });
    const request = await stays.paid(await stays.holdStay(STAY, stays.guest));
    await post.follow();
    await accept(stays.context, stays.host, { id: request._id });
    await post.work();
    expect(post.news(), "of what was answered meanwhile the answer alone").to.deep.equal(["accepted"]);
    for (const asked of [MOVED, { ...MOVED, checkIn: "2027-01-09" }]) await stays.change(request, asked);
    await post.work();
    expect(post.news().map((kind) => kind.split(":")[0]), "asked twice, the host is told of the last").to.deep.equal(["host_change_requested"]);
  });

  it("by nobody where there is no mailer: they are void, and do not wait", async () => {
    await stays.booked();
    post.context.mailer = undefined;
    expect(await post.work()).to.deep.equal([]);
    expect(await states()).to.deep.equal(["confirmation void", "host_booked void"]);
    expect(await store.deliveries.countDocuments({ state: "sent" })).to.equal(0);
  });

  it("later where the mail server is away, with growing pauses, and given up after three days", async () => {
    const booking = await stays.booked();
    post.behave(() => Promise.reject(new Trouble("The mail server did not take it")));
    await post.follow();
    const began = stays.time.now().getTime();
    const tries: number[] = [];
    for (;;) {
      const next = (await store.jobs.find({ name: "letter", nextRunAt: { $ne: null } }).sort({ nextRunAt: 1 }).limit(1).lean())[0]?.nextRunAt;
      if (!next) break;
      stays.time.set(next);
      expect(await post.run()).to.have.length(2);
      tries.push(Math.round((next.getTime() - began) / 60_000));
    }
    expect(tries, "minutes").to.deep.equal([0, 1, 3, 8, 23, 53, 113, 233, 473, 953, 1433, 2153, 2873, 3593, 4313]);
    post.behave();
    await post.run();
    expect(post.sent).to.have.length(0);
    expect(await states()).to.deep.equal(["confirmation waiting", "host_booked waiting"]);
    await store.jobs.updateMany({ "data.bookingId": booking._id, name: "letter" }, { $set: { nextRunAt: stays.time.now() } });
    await post.run();
    expect(post.news(), "after support had it tried again").to.have.length(2);
  });

  it("never again where a mail server refuses it for good, which an event says without the address", async () => {
    const booking = await stays.booked();
    post.behave((letter) => (letter.to.startsWith(stays.guest.id) ? Promise.reject(new PermanentFailure(550, "5.1.1")) : Promise.resolve()));
    expect(await post.work()).to.deep.equal([]);
    expect(await states()).to.deep.equal(["confirmation refused", "host_booked sent"]);
    const [event, ...more] = await store.events.find({ type: "letter.bounced" }).lean();
    expect(more).to.deep.equal([]);
    expect(event).to.deep.include({ userId: stays.guest.id, bookingId: booking._id, actor: { role: "system" }, data: { kind: "confirmation", code: 550, status: "5.1.1" } });
    expect(JSON.stringify(event)).not.to.include("@");
  });

  it("not to who does without them, but always of what belongs to a booking", async () => {
    await store.users.updateOne({ _id: stays.host.id }, { $set: { letters: { alerts: false } } });
    await store.users.updateOne({ _id: stays.guest.id }, { $set: { letters: { reminders: false, wishes: false } } });
    await stays.booked();
    await post.work();
    expect(post.news()).to.deep.equal(["confirmation"]);
    stays.time.set("2027-01-02T20:00:00Z");
    await post.work();
    expect(post.news()).to.deep.equal([]);
  });

  it("to verify an address once, however often it is registered before they are", async () => {
    const registration = { email: `new-${stays.guest.id}@vacancy.test`, password: "a long password", name: "New" };
    await register(stays.context, registration);
    stays.time.advance(1);
    await register(stays.context, { ...registration, language: "fr" });
    await post.work();
    expect(post.sent.map(({ to, text, headers }) => ({ to, link: /https:\S+verify-email\?token=/.test(text), language: headers?.["Content-Language"] }))).to.deep.equal([{ to: registration.email, link: true, language: "fr" }]);
  });
});
