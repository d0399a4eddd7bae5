import { expect } from "chai";
import { register } from "../../shared/accounts/register.ts";
import { accept } from "../../shared/booking/accept.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { checkIn } from "../../shared/booking/check-in.ts";
import { complete } from "../../shared/booking/complete.ts";
import { decline, withdraw } from "../../shared/booking/end-request.ts";
import { noShow } from "../../shared/booking/no-show.ts";
import { refundBySupport } from "../../shared/booking/refund-by-support.ts";
import { release } from "../../shared/booking/release.ts";
import type { NewProperty } from "../../shared/contract/property.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { record } from "../../shared/store/events.ts";
import { newId } from "../../shared/store/ids.ts";
import type { Store } from "../../shared/store/open.ts";
import { transact } from "../../shared/store/transact.ts";
import { sweepHolds } from "../../workers/jobs/sweeps.ts";
import { lettersFollower } from "../../workers/mail/follow-letters.ts";
import { LETTER_KINDS } from "../../workers/mail/letters/kinds.ts";
import { aSupporter } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { forgetBookings } from "../support/jobs.ts";
import { DECLINED, STAY, staysAt, type Stays } from "../support/stays.ts";

const MOVED = { checkIn: "2027-01-10", checkOut: "2027-01-14" };
const LONGER = { ...MOVED, checkOut: "2027-01-15" };
const ON_REQUEST = { instantBook: false } as const;

describe("Letters are planned", () => {
  let store: Store;
  let stays: Stays;
  const seen = new Set<string>();

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  const begin = async (change: Partial<NewProperty> = {}) => {
    await forgetBookings(store);
    await store.jobs.deleteMany({});
    stays = await staysAt(store, change);
  };

  /** What was planned of a booking since it was asked last, as `kind to whom`, in the order of its events. */
  const follow = async () => {
    const known = new Set((await store.jobs.find().lean()).map(({ data }) => data.key));
    const follower = lettersFollower(store, { reminderDays: [7, 1] });
    await follower.take(await store.events.find({ type: { $in: [...follower.types] } }).sort({ at: 1, _id: 1 }).lean());
    const fresh = (await store.jobs.find().sort({ "data.at": 1, _id: 1 }).lean()).filter(({ data }) => !known.has(data.key));
    for (const { data } of fresh) seen.add(data["kind"] as string);
    return fresh.map(({ name, data: { kind, userId } }) => `${name === "reminder" ? "later " : ""}${String(kind)} to ${userId === stays.host.id ? "host" : "guest"}`).sort();
  };
  const REMINDERS = ["later check_in_reminder to guest", "later check_in_reminder to guest", "later check_out_reminder to guest"];

  it("of a stay from its hold to its receipt", async () => {
    await begin();
    const held = await stays.holdStay();
    expect(await follow()).to.deep.equal(["later hold_ending to guest"]);
    const booking = await stays.paid(held);
    expect(await follow()).to.deep.equal(["confirmation to guest", "host_booked to host", ...REMINDERS]);
    stays.time.set("2026-12-30T16:00:00Z");
    await checkIn(stays.context, stays.host, { id: booking._id });
    stays.time.set("2027-01-03T12:00:00Z");
    await complete(stays.context, booking._id);
    expect(await follow()).to.deep.equal(["receipt to guest"]);
  });

  it("of a request: accepted, declined, taken back, not answered", async () => {
    await begin(ON_REQUEST);
    const asked = async () => stays.paid(await stays.holdStay());
    let booking = await asked();
    expect(await follow()).to.deep.equal(["host_requested to host", "requested to guest"]);
    await accept(stays.context, stays.host, { id: booking._id });
    expect(await follow()).to.deep.equal(["accepted to guest", ...REMINDERS]);
    await cancel(stays.context, stays.host, { id: booking._id });
    await follow();

    booking = await asked();
    await follow();
    await decline(stays.context, stays.host, { id: booking._id });
    expect(await follow()).to.deep.equal(["declined to guest"]);
    booking = await asked();
    await follow();
    await withdraw(stays.context, { ...stays.guest, id: booking.guestId }, { id: booking._id });
    expect(await follow()).to.deep.equal([]);
    await asked();
    await follow();
    stays.time.advance(25 * 3600);
    await sweepHolds(stays.context);
    expect(await follow()).to.deep.equal(["request_expired to guest"]);

    booking = await asked();
    await follow();
    await stays.context.payments.cancelIntent(booking.payment.intentId!);
    await accept(stays.context, stays.host, { id: booking._id });
    expect(await follow(), "accepted, and its card can't be charged").to.deep.equal(["host_not_captured to host", "not_captured to guest"]);
  });

  it("of a hold that is let go, ends or can't be paid: none", async () => {
    await begin();
    const [first] = [await stays.holdStay()];
    await release(stays.context, { ...stays.guest, id: first.guestId }, { id: first._id });
    await stays.paying(await stays.holdStay(), 0, DECLINED);
    await stays.notices();
    stays.time.advance(601);
    await sweepHolds(stays.context);
    expect(await follow()).to.deep.equal([]);
  });

  it("of a cancellation, by whom it was, with a receipt where money stays", async () => {
    await begin({ cancellationPolicy: "moderate" });
    const by = async (act: (booking: StoredBooking) => Promise<unknown>, at = "2026-11-24T08:00:00Z") => {
      await begin();
      const booking = await stays.booked();
      await follow();
      stays.time.set(at);
      await act(booking);
      return follow();
    };
    const id = ({ _id }: StoredBooking) => ({ id: _id });
    expect(await by((booking) => cancel(stays.context, stays.guest, id(booking)))).to.deep.equal(["cancelled to guest", "host_cancelled to host"]);
    expect(await by((booking) => cancel(stays.context, stays.host, id(booking)))).to.deep.equal(["cancelled to guest"]);
    const decision = { reason: "The roof leaks", refund: 1_000 };
    expect(await by((booking) => cancel(stays.context, aSupporter(), { ...id(booking), decision }))).to.deep.equal(["cancelled to guest", "host_cancelled to host", "receipt to guest"]);
    expect(await by((booking) => cancel(stays.context, stays.guest, id(booking)), "2026-12-29T08:00:00Z")).to.include("receipt to guest");
    expect(await by((booking) => noShow(stays.context, stays.host, id(booking)), "2026-12-30T18:00:00Z")).to.deep.equal(["receipt to guest"]);
    expect(await by((booking) => refundBySupport(stays.context, aSupporter(), { ...id(booking), amount: 500, reason: "No heating" }))).to.deep.equal(["refunded to guest"]);
  });

  it("of other dates: made, asked for, accepted and declined; reminders move along", async () => {
    await begin();
    const booking = await stays.booked();
    await follow();
    await stays.change(booking, MOVED);
    expect(await follow()).to.deep.equal(["changed to guest", "host_changed to host", ...REMINDERS]);
    const reminders = await store.jobs.find({ name: "reminder" }).sort({ "data.at": 1 }).lean();
    expect(reminders.map(({ data }) => [data.key.slice(25), data.at!.toISOString()])).to.deep.equal([
      ["check_in_reminder:2027-01-10:7", "2027-01-03T10:00:00.000Z"], ["check_in_reminder:2027-01-10:1", "2027-01-09T10:00:00.000Z"], ["check_out_reminder:2027-01-14", "2027-01-13T18:00:00.000Z"],
    ]);
    await stays.change(booking, STAY);
    expect(await follow(), "back to where it was").to.deep.equal(["changed to guest", "host_changed to host", ...REMINDERS]);
    await cancel(stays.context, stays.guest, { id: booking._id });
    await follow();
    expect(await store.jobs.countDocuments({ name: "reminder" })).to.equal(0);

    await begin(ON_REQUEST);
    const requested = await stays.booked();
    await follow();
    await stays.change(requested, MOVED);
    expect(await follow()).to.deep.equal(["host_change_requested to host"]);
    await decline(stays.context, stays.host, { id: requested._id });
    expect(await follow()).to.deep.equal(["change_declined to guest"]);
    await stays.change(requested, MOVED);
    await accept(stays.context, stays.host, { id: requested._id });
    expect(await follow()).to.deep.equal(["changed to guest", "host_change_requested to host", ...REMINDERS]);
    await stays.change(requested, LONGER);
    await accept(stays.context, stays.host, { id: requested._id });
    expect(await follow()).to.deep.equal(["change_to_pay to guest", "host_change_requested to host"]);
    await begin();
    await stays.change(await stays.booked(), LONGER);
    expect(await follow(), "what they are about to pay").to.not.include("change_to_pay to guest");
  });

  it("of a payment that came too late: its money goes back", async () => {
    await begin();
    const late = await stays.holdStay();
    await stays.paying(late, 700);
    stays.time.advance(601);
    await sweepHolds(stays.context);
    await stays.booked();
    await follow();
    stays.time.advance(100);
    await stays.notices();
    expect(await follow()).to.deep.equal(["refunded to guest"]);
  });

  it("of accounts and wishes", async () => {
    await begin();
    const { context } = stays;
    await register(context, { email: "new@vacancy.test", password: "a long password", name: "New" });
    await register(context, { email: "new@vacancy.test", password: "a long password", name: "New" });
    const userId = newId();
    await transact(context, async (tx) => {
      const about = { actor: { role: "system" }, userId } as const;
      for (const type of ["user.reset_asked", "user.email_asked", "user.password_changed"] as const) await record(tx, { type, ...about, data: {} });
      await record(tx, { type: "user.email_changed", ...about, data: { delivery: "some:email_changed" } });
      await record(tx, { type: "wish.told", ...about, data: { wishId: newId(), ...STAY } });
    });
    expect(await follow()).to.deep.equal(["email_changed", "new_email", "password_changed", "reset", "verification", "verification", "wish_freed"].map((kind) => `${kind} to guest`));
  });

  it("once, however often the events are read", async () => {
    await begin();
    await stays.booked();
    expect(await follow()).to.have.length(5);
    expect(await follow()).to.deep.equal([]);
  });

  it("of every kind there is", () => {
    expect(LETTER_KINDS.filter((kind) => !seen.has(kind))).to.deep.equal([]);
  });
});
