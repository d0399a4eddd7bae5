import { expect } from "chai";
import { cancel } from "../../shared/booking/cancel.ts";
import { checkIn } from "../../shared/booking/check-in.ts";
import { hold } from "../../shared/booking/hold.ts";
import { noShow } from "../../shared/booking/no-show.ts";
import { pay } from "../../shared/booking/pay.ts";
import { settle } from "../../shared/booking/settle.ts";
import type { Refusal } from "../../shared/contract/errors.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepRefunds, sweepStays } from "../../workers/jobs/sweeps.ts";
import { expectAgreement } from "../support/agreement.ts";
import { aGuest, aHost, contextWith, handClock, listedProperty } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";

describe("On the day of arrival", () => {
  let store: Store;
  const [host, guest] = [aHost(), aGuest()];
  const time = handClock("2026-11-24T08:00:00Z");
  let context: ReturnType<typeof contextWith>;
  let booking: StoredBooking;

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    time.set("2026-11-24T08:00:00Z");
    context = contextWith(store, time.clock);
    const { _id: propertyId } = await listedProperty(context, host, { timeZone: "Asia/Tokyo" });
    booking = await hold(context, guest, { propertyId, checkIn: "2026-12-10", checkOut: "2026-12-13", guests: 1 });
    const { clientSecret } = await pay(context, guest, { id: booking._id });
    await context.payments.submit({ clientSecret, card: "4242424242424242" });
    await context.payments.settleDue((intentId) => settle(context, intentId));
  });
  afterEach(() => expectAgreement(store, booking.propertyId, time.now()));

  const now = async () => (await store.bookings.findById(booking._id).lean())!;
  const refusalOf = (doing: Promise<unknown>) => doing.then(() => "done", (error: Refusal) => error.code);

  it("a guest can be checked in from midnight at the property on, and the stay ends at check-out", async () => {
    time.set("2026-12-09T14:59:59Z");
    expect(await refusalOf(checkIn(context, host, { id: booking._id }))).to.equal("wrong_state");
    time.set("2026-12-09T15:00:00Z");
    await checkIn(context, host, { id: booking._id });
    expect((await now()).status).to.equal("checked_in");
    expect(await refusalOf(cancel(context, guest, { id: booking._id }))).to.equal("wrong_state");
    expect(await refusalOf(noShow(context, host, { id: booking._id }))).to.equal("wrong_state");
    time.set("2026-12-13T02:00:00Z");
    await sweepStays(context);
    expect((await now()).status).to.equal("completed");
  });

  it("a guest who does not come gives the nights back, from check-in time on, and gets what the policy still gives", async () => {
    time.set("2026-12-10T05:59:59Z");
    expect(await refusalOf(noShow(context, host, { id: booking._id }))).to.equal("wrong_state");
    expect(await refusalOf(noShow(context, aHost(), { id: booking._id }))).to.equal("not_found");
    time.set("2026-12-10T06:00:00Z");
    await noShow(context, host, { id: booking._id });
    await noShow(context, host, { id: booking._id });
    await sweepRefunds(context);
    expect((await now()).status).to.equal("no_show");
    expect((await now()).payment).to.include({ status: "captured", refunded: 0 });
    await hold(context, aGuest(), { propertyId: booking.propertyId, checkIn: "2026-12-10", checkOut: "2026-12-12", guests: 1 });
  });
});
