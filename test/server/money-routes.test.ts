/** What guests and hosts are answered about money: other dates, receipts, statements. */
import { expect } from "chai";
import { cancel } from "../../shared/booking/cancel.ts";
import { refundBySupport } from "../../shared/booking/refund-by-support.ts";
import type { NewProperty } from "../../shared/contract/property.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepStays } from "../../workers/jobs/sweeps.ts";
import { aSupporter, handClock } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";
import { BEGIN, STAY, staysAt, type Stays } from "../support/stays.ts";

const TOTAL = 46_200;
const NIGHT = 10_800;

describe("Money over REST", () => {
  let store: Store;
  let service: Service;
  let guest: SignedInClient;
  let host: SignedInClient;
  let other: SignedInClient;
  let stays: Stays;
  const time = handClock(BEGIN);
  before(async () => {
    store = await freshStore();
    service = await startService({ store, clock: time.clock });
    [guest, other] = [await service.as(["guest"]), await service.as(["guest", "host"])];
  });
  after(async () => {
    await service.close();
    await store.close();
  });
  const listed = (change: Partial<NewProperty> = {}) => staysAt(store, change, { time, host: host.person, guest: guest.person });
  beforeEach(async () => {
    time.set(BEGIN);
    host = await service.as(["guest", "host"]);
    stays = await listed();
  });
  afterEach(() => stays.agree());

  describe("other dates", () => {
    it("are offered, asked for once with a key, paid, and shown", async () => {
      const { _id: id } = await stays.booked();
      const offer = await guest.get(`/bookings/${id}/dates?checkIn=2026-12-30&checkOut=2027-01-04`);
      expect(offer.status).to.equal(200);
      expect(offer.body).to.deep.include({ difference: NIGHT, kept: 0, asksHost: false });
      expect(offer.body.quote.total).to.equal(TOTAL + NIGHT);
      const asked = { checkIn: "2026-12-30", checkOut: "2027-01-04", expectedDifference: offer.body.difference };
      const answers = await Promise.all(Array.from({ length: 5 }, () => guest.post(`/bookings/${id}/dates`, asked, { key: "d1" })));
      expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));
      expect(answers.filter(({ headers }) => headers.has("Idempotent-Replayed"))).to.have.length(4);
      expect(answers[0]!.body.change).to.deep.include({ difference: NIGHT, awaits: "payment", until: "2026-11-24T08:10:00.000Z" });
      const { body: intent } = await guest.post(`/bookings/${id}/payment`);
      expect(intent.amount).to.equal(NIGHT);
      await guest.post("/sandbox/payments", { clientSecret: intent.clientSecret, card: "4242424242424242" });
      await stays.notices();
      const { body } = await guest.get(`/bookings/${id}`);
      expect(body).to.deep.include({ checkOut: "2027-01-04", status: "confirmed" }).and.to.not.have.property("change");
      expect(body.payment.captured).to.equal(TOTAL + NIGHT);
      expect((await guest.post(`/bookings/${id}/dates`, asked, { key: "d1" })).body).to.deep.equal(answers[0]!.body);
    });

    it("that others have are refused with the months", async () => {
      const { _id: id } = await stays.booked();
      await stays.holdStay({ checkIn: "2027-01-03", checkOut: "2027-01-05" });
      const asked = { checkIn: "2026-12-30", checkOut: "2027-01-04" };
      for (const { status, body } of [await guest.get(`/bookings/${id}/dates?checkIn=2026-12-30&checkOut=2027-01-04`), await guest.post(`/bookings/${id}/dates`, asked)]) {
        expect([status, body.code]).to.deep.equal([409, "nights_taken"]);
        expect(body.months).to.have.length(2);
      }
      expect((await guest.post(`/bookings/${id}/dates`, { ...STAY, guests: 1, expectedDifference: 5 })).body).to.deep.include({ code: "price_changed", difference: 0 });
    });

    it("are the guest's alone to ask for", async () => {
      const { _id: id } = await stays.booked();
      for (const stranger of [other, host]) {
        expect((await stranger.get(`/bookings/${id}/dates?checkIn=2026-12-30&checkOut=2027-01-04`)).status).to.equal(404);
        expect((await stranger.post(`/bookings/${id}/dates`, { checkIn: "2026-12-30", checkOut: "2027-01-04" })).status).to.equal(404);
      }
    });
  });

  describe("a receipt", () => {
    it("shows what was paid, what was kept, and what comes back as it does", async () => {
      const booking = await stays.booked();
      time.set("2026-12-26T00:00:00Z");
      await stays.change(booking, { checkIn: "2026-12-30", checkOut: "2027-01-01" });
      const path = `/bookings/${booking._id}/receipt`;
      const { body } = await guest.get(path);
      const payment = { at: "2026-11-24T08:00:00.000Z", kind: "payment", amount: TOTAL };
      expect(body).to.deep.include({ guestName: guest.person.name, hostName: host.person.name, status: "confirmed", checkOut: "2027-01-01" });
      expect(body).to.deep.include({ paid: TOTAL, refunded: 0, refundDue: NIGHT, kept: NIGHT, movements: [payment] }).and.to.have.property("address");
      await stays.sweep();
      const after = (await guest.get(path)).body;
      expect(after).to.deep.include({ paid: TOTAL, refunded: NIGHT, refundDue: 0, kept: NIGHT });
      expect(after.movements).to.deep.equal([payment, { at: "2026-12-26T00:00:00.000Z", kind: "refund", amount: NIGHT }]);
      expect(after.quote.total + after.kept).to.equal(after.paid - after.refunded);
    });

    it("of a stay that was cancelled says nothing of where it is", async () => {
      const booking = await stays.booked();
      await cancel(stays.context, stays.guest, { id: booking._id });
      const { body } = await guest.get(`/bookings/${booking._id}/receipt`);
      expect(body).to.deep.include({ status: "cancelled", kept: 0, refundDue: TOTAL }).and.to.not.have.property("address");
    });

    it("is not there before anything was paid, nor for others", async () => {
      const held = await stays.holdStay(STAY, stays.guest);
      expect((await guest.get(`/bookings/${held._id}/receipt`)).body.code).to.equal("wrong_state");
      const { _id: id } = await stays.paid(held);
      expect((await guest.get(`/bookings/${id}/receipt`)).status).to.equal(200);
      for (const stranger of [other, host]) expect((await stranger.get(`/bookings/${id}/receipt`)).status).to.equal(404);
      expect((await service.anyone.get(`/bookings/${id}/receipt`)).status).to.equal(401);
    });
  });

  describe("a statement", () => {
    const earnings = async (from = "2026-11", to = "2027-03") => (await host.get(`/host/earnings?from=${from}&to=${to}`)).body;

    it("has a stay when it is over, and foretells it until then", async () => {
      const booking = await stays.booked();
      const shares = { earned: 43_000, commission: 1_290, taxes: 0, payout: 41_710 };
      expect(await earnings()).to.deep.equal({ items: [], upcoming: [{ month: "2027-01", currency: "EUR", stays: 1, payout: shares.payout }] });
      expect((await earnings("2026-11", "2026-12")).upcoming).to.deep.equal([]);
      time.set("2027-01-03T11:00:00Z");
      await sweepStays(stays.context);
      const { items, upcoming } = await earnings();
      expect(upcoming).to.deep.equal([]);
      const stay = { bookingId: booking._id, propertyId: booking.propertyId, propertyTitle: "Casa da Ribeira", guestName: guest.person.name, status: "completed", ...STAY, ...shares };
      expect(items).to.deep.equal([{ month: "2027-01", currency: "EUR", ...shares, refunded: 0, stays: [stay] }]);
      expect(await earnings("2026-11", "2026-12")).to.deep.equal({ items: [], upcoming: [] });
    });

    it("has what a cancelled stay leaves, when it is cancelled", async () => {
      const [kept, whole] = [await stays.booked(), await stays.booked({ checkIn: "2027-02-01", checkOut: "2027-02-03" })];
      time.set("2026-12-26T00:00:00Z");
      for (const { _id: id } of [kept, whole]) await cancel(stays.context, stays.guest, { id });
      const { items, upcoming } = await earnings();
      expect(upcoming).to.deep.equal([]);
      expect(items).to.have.length(1);
      const shares = { earned: 21_500, commission: 645, taxes: 0, payout: 20_855 };
      expect(items[0]).to.deep.include({ month: "2026-12", ...shares, refunded: TOTAL / 2 + whole.quote.total });
      expect(items[0].stays.map(({ bookingId, payout }: { bookingId: string; payout: number }) => [bookingId, payout])).to.deep.equal([[kept._id, 20_855]]);
    });

    it("takes back in a later month what support returns of a stay that is over", async () => {
      const booking = await stays.booked();
      time.set("2027-01-03T11:00:00Z");
      await sweepStays(stays.context);
      time.set("2027-02-05T08:00:00Z");
      await refundBySupport(stays.context, aSupporter(), { id: booking._id, amount: 4_620, reason: "no hot water" });
      await stays.sweep();
      const [january, february] = (await earnings()).items;
      expect(january).to.deep.include({ month: "2027-01", payout: 41_710, refunded: 0 });
      expect(february).to.deep.include({ month: "2027-02", earned: -4_300, commission: -129, taxes: 0, payout: -4_171, refunded: 4_620 });
    });

    it("is one for each month and currency, each month by the property's own clock, with taxes passed on", async () => {
      const yen = await listed({ currency: "JPY", timeZone: "Pacific/Kiritimati", taxes: [{ name: "VAT", percent: 10 }] });
      const samoa = await listed({ timeZone: "Pacific/Pago_Pago" });
      for (const one of [yen, samoa]) await one.booked({ checkIn: "2026-11-30", checkOut: "2026-12-02" });
      time.set("2026-12-01T10:30:00Z"); // there it is November still
      const late = await samoa.booked({ checkIn: "2026-12-05", checkOut: "2026-12-06" });
      await refundBySupport(samoa.context, aSupporter(), { id: late._id, amount: 100, reason: "no hot water" });
      time.set("2026-12-31T10:30:00Z"); // in Kiritimati it is January, in Samoa December
      await sweepStays(stays.context);
      const { items } = await earnings();
      expect(items.map(({ month, currency }: { month: string; currency: string }) => `${month} ${currency}`)).to.deep.equal(["2026-11 EUR", "2026-12 EUR", "2027-01 JPY"]);
      expect(items[0]).to.deep.include({ payout: 0, refunded: 100, stays: [] });
      expect(items[2]).to.deep.include({ earned: 23_000, commission: 690, taxes: 2_300, payout: 24_610 });
      for (const one of [yen, samoa]) await one.agree();
    });

    it("is a host's own, and nobody else's", async () => {
      await stays.booked();
      expect((await other.get("/host/earnings?from=2026-11&to=2027-03")).body).to.deep.equal({ items: [], upcoming: [] });
      expect((await guest.get("/host/earnings?from=2026-11&to=2027-03")).status).to.equal(403);
      expect((await host.get("/host/earnings?from=2027-03&to=2026-11")).body.code).to.equal("invalid_input");
    });
  });
});
