/** Letters about money that is still to be paid, could not be taken, or goes back. */
import { expect } from "chai";
import { accept } from "../../shared/booking/accept.ts";
import { withdraw } from "../../shared/booking/end-request.ts";
import { refundBySupport } from "../../shared/booking/refund-by-support.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { aSupporter } from "../support/fixtures.ts";
import { beginLetters, emailOf, type Post } from "../support/mail/post.ts";
import { freshStore } from "../support/mongo.ts";
import { STAY, type Stays } from "../support/stays.ts";

describe("Letters about money are sent", () => {
  let store: Store;
  let stays: Stays;
  let post: Post;

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());

  const begin = async (change: Parameters<typeof beginLetters>[1] = {}) => {
    ({ stays, post } = await beginLetters(store, change));
  };

  describe("of other dates that their host accepted", () => {
    const LONGER = { checkIn: "2027-01-10", checkOut: "2027-01-15" };
    let booking: StoredBooking;

    beforeEach(async () => {
      await begin({ instantBook: false });
      booking = await stays.booked();
      await post.work();
      await ask();
      post.news();
    });
    const ask = async (asked = LONGER) => {
      await stays.change(booking, asked);
      return accept(stays.context, stays.host, { id: booking._id });
    };
    const toPay = async () => {
      await post.work();
      return post.sent.filter(({ id }) => id.includes("change_to_pay"));
    };
    /** Without commas and spaces, which differ between versions of Node. */
    const plain = (text: string) => text.replace(/[\s\u00a0\u202f]+/g, " ").replaceAll(",", "");

    it("with what they cost more, until when, and where to pay", async () => {
      const [letter, ...more] = await toPay();
      expect(more).to.deep.equal([]);
      expect(letter!.to).to.equal(emailOf(stays.guest));
      expect(plain(letter!.text)).to.include("€108 more. Pay before Wednesday 25 November 2026 at 08:00 (Western European Standard Time)").and.include(`Pay now: https://stay.example/stays/${booking._id}`).and.include("Total: €570 To pay now: €108");
    });

    it("not once they are paid, too late, taken back, or others are asked for", async () => {
      await post.follow();
      await stays.paying(booking);
      await stays.notices();
      expect((await stays.now(booking)).change).to.equal(undefined);
      expect(await toPay()).to.deep.equal([]);

      await ask({ ...LONGER, checkOut: "2027-01-16" });
      await post.follow();
      stays.time.advance(24 * 3600);
      expect(await toPay(), "too late, though nobody has written that down").to.deep.equal([]);

      await ask({ ...LONGER, checkOut: "2027-01-17" });
      await post.follow();
      await withdraw(stays.context, stays.guest, { id: booking._id });
      expect(await toPay(), "taken back").to.deep.equal([]);

      await ask({ ...LONGER, checkOut: "2027-01-17" });
      await post.follow();
      await stays.change(booking, { ...LONGER, checkOut: "2027-01-18" });
      expect(await toPay(), "the host is asked for others").to.deep.equal([]);

      await ask({ ...LONGER, checkOut: "2027-01-18" });
      await ask({ ...LONGER, checkOut: "2027-01-19" });
      const [letter, ...more] = await toPay();
      expect(more).to.deep.equal([]);
      expect(plain(letter!.text), "of two the last").to.match(/Asked for: 10 ?– ?19 January 2027/);
    });
  });

  it("of a request that was accepted and could not be charged: it has ended, and nothing was taken", async () => {
    await begin({ instantBook: false });
    const request = await stays.paid(await stays.holdStay(STAY, stays.guest));
    await post.work();
    post.news();
    await stays.context.payments.cancelIntent(request.payment.intentId!);
    await accept(stays.context, stays.host, { id: request._id });
    await post.work();
    expect(post.news().sort()).to.deep.equal(["host_not_captured", "not_captured"]);
    const [toGuest, toHost] = [stays.guest, stays.host].map((person) => post.sent.findLast(({ to }) => to === emailOf(person))!.text);
    expect(toGuest).to.include("so the request has ended. Nothing was taken from your card");
    expect(toHost).to.include("the card could not be charged, so the request has ended. The nights are free again.").and.include("https://stay.example/host").and.not.match(/earn|€/i);
  });

  it("of a refund once: when it is decided, not when it is made", async () => {
    await begin();
    const booking = await stays.booked();
    await post.work();
    post.news();
    await refundBySupport(stays.context, aSupporter(), { id: booking._id, amount: 500, reason: "No heating" });
    await post.work();
    expect(post.news().map((kind) => kind.split(":")[0])).to.deep.equal(["refunded"]);
    expect(post.sent.at(-1)!.text).to.include("€5 is on its way back to you").and.include("On its way back to you: -€5").and.not.match(/came back|returned/i);
    await stays.sweep();
    expect((await stays.now(booking)).payment.refunded).to.equal(500);
    await post.work();
    expect(post.news()).to.deep.equal([]);
  });
});
