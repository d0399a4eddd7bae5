/** What is wrong about dates, receipts, statements, refunds and cases is refused with its code, and nothing has changed. */
import { expect } from "chai";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { newId } from "../../shared/store/ids.ts";
import type { Store } from "../../shared/store/open.ts";
import { fingerprint } from "../support/fingerprint.ts";
import { handClock } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";
import { BEGIN, STAY, staysAt, type Stays } from "../support/stays.ts";

describe("Bad input about money", () => {
  let store: Store;
  let service: Service;
  let stays: Stays;
  let booking: StoredBooking;
  let held: StoredBooking;
  let untouched: string;
  let guest: SignedInClient;
  let host: SignedInClient;
  let support: SignedInClient;

  before(async () => {
    const time = handClock(BEGIN);
    store = await freshStore();
    service = await startService({ store, clock: time.clock });
    [guest, host, support] = [await service.as(["guest"]), await service.as(["guest", "host"]), await service.as(["support"])];
    stays = await staysAt(store, {}, { time, host: host.person, guest: guest.person });
    booking = await stays.booked();
    held = await stays.holdStay({ checkIn: "2027-03-01", checkOut: "2027-03-03" }, guest.person);
    untouched = await fingerprint(store);
  });
  after(async () => {
    await service.close();
    await store.close();
  });
  afterEach(async () => {
    expect(await fingerprint(store), "the database").to.equal(untouched);
    expect((await fetch(`${service.url}/healthz`)).status).to.equal(200);
  });

  const good = { checkIn: "2026-12-30", checkOut: "2027-01-04" };
  const datesCases: [string, string, unknown][] = [
    ["the dates it has", "invalid_input", STAY],
    ["30 February", "invalid_input", { ...good, checkOut: "2027-02-30" }],
    ["a date with a time", "invalid_input", { ...good, checkIn: "2026-12-30T00:00:00Z" }],
    ["check-out before check-in", "invalid_input", { checkIn: good.checkOut, checkOut: good.checkIn }],
    ["no night at all", "invalid_input", { checkIn: good.checkIn, checkOut: good.checkIn }],
    ["one date alone", "invalid_input", { checkIn: good.checkIn }],
    ["no guests", "invalid_input", { ...good, guests: 0 }],
    ["guests as text", "invalid_input", { ...good, guests: "2" }],
    ["half a guest", "invalid_input", { ...good, guests: 1.5 }],
    ["more guests than it sleeps", "stay_rule", { ...good, guests: 5 }],
    ["a difference of another day", "price_changed", { ...good, expectedDifference: -1 }],
    ["half a cent of difference", "invalid_input", { ...good, expectedDifference: 0.5 }],
    ["yesterday", "stay_rule", { checkIn: "2026-11-23", checkOut: "2026-11-26" }],
    ["three years ahead", "stay_rule", { checkIn: "2029-12-30", checkOut: "2030-01-04" }],
    ["a century", "stay_rule", { checkIn: good.checkIn, checkOut: "2126-12-30" }],
    ["an operator for a date", "invalid_input", { ...good, checkIn: { $gt: "" } }],
    ["an operator beside the fields", "invalid_input", { ...good, $where: "1" }],
    ["a price of its own", "invalid_input", { ...good, quote: { total: 1 } }],
    ["nothing", "invalid_input", undefined],
    ["a list", "invalid_input", [good]],
  ];
  for (const [what, code, body] of datesCases) {
    it(`other dates: ${what} is refused as ${code}`, async () => {
      const answer = await guest.post(`/bookings/${booking._id}/dates`, body);
      expect([answer.body.code, answer.body.status]).to.deep.equal([code, answer.status]);
    });
  }

  const asking: [string, string, () => Promise<{ body: any }>][] = [
    ["dates of a hold", "wrong_state", () => guest.post(`/bookings/${held._id}/dates`, good)],
    ["dates of a booking nobody has", "not_found", () => guest.post(`/bookings/${newId()}/dates`, good)],
    ["dates of another's booking", "not_found", () => host.post(`/bookings/${booking._id}/dates`, good)],
    ["dates as support", "forbidden", () => support.post(`/bookings/${booking._id}/dates`, good)],
    ["dates as nobody", "unauthenticated", () => service.anyone.post(`/bookings/${booking._id}/dates`, good)],
    ["an offer without dates", "invalid_input", () => guest.get(`/bookings/${booking._id}/dates`)],
    ["an offer for the dates it has", "invalid_input", () => guest.get(`/bookings/${booking._id}/dates?checkIn=${STAY.checkIn}&checkOut=${STAY.checkOut}`)],
    ["an offer with an operator", "invalid_input", () => guest.get(`/bookings/${booking._id}/dates?checkIn[$gt]=&checkOut=2027-01-04`)],
    ["an offer with a date twice", "invalid_input", () => guest.get(`/bookings/${booking._id}/dates?checkIn=2026-12-30&checkOut=2027-01-04&checkOut=2027-01-05`)],
    ["the payment of a stay that is paid", "wrong_state", () => guest.post(`/bookings/${booking._id}/payment`)],
    ["a receipt of an id that is none", "not_found", () => guest.get("/bookings/1/receipt")],
    ["a receipt of what is not paid", "wrong_state", () => guest.get(`/bookings/${held._id}/receipt`)],
    ["a statement without months", "invalid_input", () => host.get("/host/earnings")],
    ["a statement of month 13", "invalid_input", () => host.get("/host/earnings?from=2026-13&to=2027-01")],
    ["a statement the wrong way round", "invalid_input", () => host.get("/host/earnings?from=2027-02&to=2027-01")],
    ["a statement of another host", "invalid_input", () => host.get(`/host/earnings?from=2026-11&to=2027-01&hostId=${newId()}`)],
    ["a refund without a key", "invalid_input", () => support.post(`/ops/bookings/${booking._id}/refund`, { amount: 1, reason: "no hot water" })],
    ["a refund by an unprintable key", "invalid_input", () => support.post(`/ops/bookings/${booking._id}/refund`, { amount: 1, reason: "no hot water" }, { key: "tab\tbed" })],
    ["a refund of more than there is", "invalid_input", () => support.post(`/ops/bookings/${booking._id}/refund`, { amount: 1e12, reason: "no hot water" }, { key: "k" })],
    ["a refund by the host", "forbidden", () => host.post(`/ops/bookings/${booking._id}/refund`, { amount: 1, reason: "no hot water" }, { key: "k" })],
    ["cases of a kind nobody knows", "invalid_input", () => support.get("/ops/cases?kind=theft")],
    ["cases by an operator", "invalid_input", () => support.get("/ops/cases?status[$ne]=open")],
    ["cases after a cursor of somebody's own", "invalid_input", () => support.get("/ops/cases?cursor=%7B%22%24gt%22%3A1%7D")],
    ["a case nobody has", "not_found", () => support.get(`/ops/cases/${newId()}`)],
    ["taking a case nobody has", "not_found", () => support.post(`/ops/cases/${newId()}/assign`, { reason: "looking" })],
    ["closing a case for no reason", "invalid_input", () => support.post(`/ops/cases/${newId()}/resolve`, {})],
  ];
  for (const [what, code, ask] of asking) {
    it(`${what} is refused as ${code}`, async () => {
      expect((await ask()).body.code).to.equal(code);
    });
  }
});
