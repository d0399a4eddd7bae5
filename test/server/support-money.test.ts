/** What support does about money: returns a part of it, and sees to cases. */
import { expect } from "chai";
import { openCase } from "../../shared/booking/case.ts";
import type { Case } from "../../shared/contract/case.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { newId } from "../../shared/store/ids.ts";
import type { Store } from "../../shared/store/open.ts";
import { transact } from "../../shared/store/transact.ts";
import { fingerprint } from "../support/fingerprint.ts";
import { handClock } from "../support/fixtures.ts";
import { connect } from "../support/live.ts";
import { freshStore } from "../support/mongo.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";
import { BEGIN, staysAt, type Stays } from "../support/stays.ts";

const TOTAL = 46_200;

describe("Support", () => {
  let store: Store;
  let service: Service;
  let support: SignedInClient;
  let admin: SignedInClient;
  let guest: SignedInClient;
  let host: SignedInClient;
  let stays: Stays;
  let booking: StoredBooking;
  const time = handClock(BEGIN);
  before(async () => {
    store = await freshStore();
    service = await startService({ store, clock: time.clock });
    [support, admin, guest, host] = [await service.as(["support"]), await service.as(["admin"]), await service.as(["guest"]), await service.as(["guest", "host"])];
  });
  after(async () => {
    await service.close();
    await store.close();
  });
  beforeEach(async () => {
    time.set(BEGIN);
    stays = await staysAt(store, {}, { time, host: host.person, guest: guest.person });
    booking = await stays.booked();
  });
  afterEach(() => stays.agree());

  describe("returns a part of what was paid", () => {
    const reason = "no hot water";
    const refund = (who: SignedInClient, body: unknown, key?: string) => who.post(`/ops/bookings/${booking._id}/refund`, body, key === undefined ? {} : { key });

    it("once for a key, and the booking stays", async () => {
      const first = await refund(support, { amount: 5_000, reason }, "r1");
      expect(first.status).to.equal(200);
      expect(first.body).to.deep.include({ status: "confirmed" });
      expect(first.body.payment).to.deep.include({ captured: TOTAL, refundDue: 5_000 });
      const again = await Promise.all(Array.from({ length: 5 }, () => refund(support, { amount: 5_000, reason }, "r1")));
      for (const { body, headers } of again) expect([body, headers.get("Idempotent-Replayed")]).to.deep.equal([first.body, "true"]);
      expect((await refund(support, { amount: 5_001, reason }, "r1")).body.code).to.equal("idempotency_mismatch");
      await stays.sweep();
      expect((await stays.now(booking)).payment).to.include({ refunded: 5_000, refundDue: 5_000, status: "partly_refunded" });
      const event = await store.events.findOne({ bookingId: booking._id, type: "payment.refund_decided" }).lean();
      expect(event).to.deep.include({ actor: { id: support.person.id, role: "support" }, data: { amount: 5_000, reason } });
    });

    it("never without a key, above what is left, for no reason, or where nothing was paid", async () => {
      await refund(support, { amount: 40_000, reason }, "r2");
      const unpaid = await stays.holdStay({ checkIn: "2027-03-01", checkOut: "2027-03-03" });
      const before = await fingerprint(store);
      const keyless = await refund(support, { amount: 1, reason });
      expect([keyless.status, keyless.body.code, keyless.body.fields[0].field]).to.deep.equal([400, "invalid_input", "header.Idempotency-Key"]);
      const tooMuch = await refund(support, { amount: 6_201, reason }, "r3");
      expect([tooMuch.body.code, tooMuch.body.fields[0]]).to.deep.equal(["invalid_input", { field: "body.amount", problem: "must be 6200 at most" }]);
      for (const body of [{ amount: 0, reason }, { amount: -1, reason }, { amount: 1.5, reason }, { amount: 1 }, { amount: 1, reason: "  " }, { amount: { $gt: 0 }, reason }, { amount: 1, reason, to: "me" }]) {
        expect((await refund(support, body, "r4")).body.code, JSON.stringify(body)).to.equal("invalid_input");
      }
      expect((await support.post(`/ops/bookings/${unpaid._id}/refund`, { amount: 1, reason }, { key: "r5" })).body.code).to.equal("wrong_state");
      expect((await support.post(`/ops/bookings/${newId()}/refund`, { amount: 1, reason }, { key: "r6" })).body.code).to.equal("not_found");
      expect(await fingerprint(store)).to.equal(before);
      expect((await refund(admin, { amount: 6_200, reason }, "r7")).status).to.equal(200);
    });

    it("and nobody else does", async () => {
      for (const who of [guest, host]) expect((await refund(who, { amount: 1, reason }, "r8")).status).to.equal(403);
    });

    it("at once in two places: never more than there is", async () => {
      const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => refund(support, { amount: 10_000, reason }, `at-once-${index}`)));
      const done = answers.filter(({ status }) => status === 200).length;
      expect(done).to.be.at.least(1).and.at.most(4);
      expect((await stays.now(booking)).payment.refundDue).to.equal(done * 10_000);
    });
  });

  describe("sees to cases", () => {
    const open = (kind: Case["kind"] = "drift") => transact(stays.context, (tx) => openCase(tx, booking, { kind, key: newId(), data: { amount: 1 } }));
    const listed = async (query = "") => (await support.get(`/ops/cases?bookingId=${booking._id}${query}`)).body as { items: Case[]; nextCursor?: string };

    it("listed by what they are, page by page, latest change first", async () => {
      for (const kind of ["drift", "dispute", "drift", "refund_failed"] as const) {
        time.advance(60);
        await open(kind);
      }
      const all = (await listed()).items;
      expect(all.map(({ kind }) => kind)).to.deep.equal(["refund_failed", "drift", "dispute", "drift"]);
      expect(all[0]).to.deep.include({ status: "open", version: 1, bookingId: booking._id, guestId: guest.person.id, data: { amount: 1 } });
      expect((await listed("&kind=drift")).items).to.have.length(2);
      const first = await listed("&limit=3");
      const second = await listed(`&limit=3&cursor=${encodeURIComponent(first.nextCursor!)}`);
      expect([...first.items, ...second.items]).to.deep.equal(all);
      expect(second).to.not.have.property("nextCursor");
      time.advance(60);
      await support.post(`/ops/cases/${all[3]!.id}/resolve`, { reason: "was a test" });
      expect((await listed("&status=open")).items).to.have.length(3);
      expect((await listed("&status=resolved")).items.map(({ id }) => id)).to.deep.equal([all[3]!.id]);
      expect((await listed()).items[0]!.id).to.equal(all[3]!.id);
    });

    it("takes them, ends them once, and says why", async () => {
      await open();
      const { id } = (await listed()).items[0]!;
      const taken = await support.post(`/ops/cases/${id}/assign`, { reason: "looking" });
      expect(taken.body).to.deep.include({ assigneeId: support.person.id, version: 2, status: "open" });
      const [one, two] = await Promise.all([support.post(`/ops/cases/${id}/resolve`, { reason: "returned by hand" }, { key: "c1" }), support.post(`/ops/cases/${id}/resolve`, { reason: "returned by hand" }, { key: "c1" })]);
      expect(one.body).to.deep.equal(two.body);
      expect(one.body).to.deep.include({ status: "resolved", resolution: "returned by hand", version: 3, resolvedAt: BEGIN.replace("Z", ".000Z") });
      for (const act of ["resolve", "assign"]) expect((await support.post(`/ops/cases/${id}/${act}`, { reason: "once more" })).body.code, act).to.equal("wrong_state");
      expect((await support.get(`/ops/cases/${id}`)).body).to.deep.equal(one.body);
      expect((await store.events.find({ bookingId: booking._id, type: /^case/ }).sort({ _id: 1 }).lean()).map(({ type, actor }) => [type, actor.role])).to.deep.equal([
        ["case.opened", "system"], ["case.assigned", "support"], ["case.resolved", "support"],
      ]);
    });

    it("and nobody else does", async () => {
      await open();
      const { id } = (await listed()).items[0]!;
      const before = await fingerprint(store);
      for (const who of [guest, host]) {
        const answers = [await who.get("/ops/cases"), await who.get(`/ops/cases/${id}`), await who.post(`/ops/cases/${id}/assign`, { reason: "mine" }), await who.post(`/ops/cases/${id}/resolve`, { reason: "mine" })];
        expect(answers.map(({ status }) => status)).to.deep.equal([403, 403, 403, 403]);
      }
      expect(await fingerprint(store)).to.equal(before);
    });

    it("is told of them at once, whatever activity it filters for", async () => {
      const [filtering, plain] = [await connect(service.url, "/ops", support.token), await connect(service.url, "/ops", admin.token)];
      try {
        await filtering.ask("since", { filter: { types: ["booking.held"] } });
        await plain.ask("since");
        await open("dispute");
        const { id } = (await listed()).items[0]!;
        for (const socket of [filtering, plain]) expect(await socket.waitFor<Case>("case", (told) => told.id === id)).to.deep.equal((await support.get(`/ops/cases/${id}`)).body);
        await plain.waitFor("activity", ({ type, bookingId }: { type: string; bookingId: string }) => type === "case.opened" && bookingId === booking._id);
        await support.post(`/ops/cases/${id}/resolve`, { reason: "the bank said so" });
        await filtering.waitFor<Case>("case", (told) => told.id === id && told.status === "resolved");
        expect(filtering.told("activity")).to.deep.equal([]);
      } finally {
        filtering.close();
        plain.close();
      }
    });
  });
});
