/** How the page says what becomes of a change of dates, and of money that goes back. */
import { expect } from "chai";
import type { BookingView, PendingChange } from "../../shared/contract/booking.ts";
import { canChangeDates, changeLabel, changeNews, differenceWords, wishWords } from "../../web/src/stays/changeWords.ts";
import { onItsWay, paidFor, refundWords } from "../../web/src/stays/refunds.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const before = { status: "confirmed" as const, checkIn: "2026-12-24", checkOut: "2026-12-27", guests: 2 };
const wish = { checkIn: "2026-12-24", checkOut: "2026-12-28", guests: 2 };
const change = (awaits: PendingChange["awaits"], until = "2026-11-24T12:10:00Z"): PendingChange => ({ ...wish, quote: { currency: "EUR", lines: [], total: 48_000 }, difference: 8_000, awaits, until });
const news = (from: Parameters<typeof changeNews>[0], to: Parameters<typeof changeNews>[1], byMe = false) => changeNews(from, to, { now: NOW, byMe })?.text;

describe("What becomes of a change of dates", () => {
  it("is said when it was made, whether it waited or not", () => {
    const text = `Your stay is changed: ${wishWords(wish)}.`;
    expect(news(before, { ...before, ...wish })).to.equal(text);
    expect(news({ ...before, change: change("payment") }, { ...before, ...wish })).to.equal(text);
    expect(news(before, { ...before, guests: 3 }), "guests alone").to.match(/3 guests\.$/);
  });

  it("is said when it begins to wait, and when the host agrees", () => {
    expect(news(before, { ...before, change: change("host") })).to.match(/host has been asked/);
    expect(news(before, { ...before, change: change("payment") })).to.match(/held for you/);
    expect(news({ ...before, change: change("host") }, { ...before, change: change("payment") })).to.match(/host agrees/);
  });

  it("is said when it ended: by the guest, by the host, or by time", () => {
    const [over, open] = ["2026-11-24T11:59:59Z", "2026-11-24T12:00:01Z"];
    expect(news({ ...before, change: change("payment", over) }, before)).to.match(/not paid in time.*as it was/);
    expect(news({ ...before, change: change("payment", open) }, before)).to.match(/was dropped/);
    expect(news({ ...before, change: change("host", over) }, before)).to.match(/did not answer in time/);
    expect(news({ ...before, change: change("host", open) }, before)).to.match(/host declined/);
    expect(news({ ...before, change: change("host", open) }, before, true)).to.match(/You took it back/);
    expect(news({ ...before, change: change("payment", open) }, before, true)).to.match(/You dropped/);
  });

  it("is nothing where the booking changed in other ways, or ended", () => {
    expect(news(before, { ...before })).to.equal(undefined);
    expect(news({ ...before, change: change("payment") }, { ...before, change: { ...change("payment"), problem: "declined" } })).to.equal(undefined);
    expect(news({ ...before, change: change("payment") }, { ...before, status: "cancelled" })).to.equal(undefined);
  });
});

describe("A difference in price", () => {
  const words = (difference: number, asksHost = false) => [differenceWords({ difference, asksHost }, "EUR"), changeLabel({ difference, asksHost }, "EUR")];

  it("is said by who pays whom", () => {
    expect(words(8_000)).to.deep.equal(["You pay €80 more", "Go on to pay €80"]);
    expect(words(-4_050)).to.deep.equal(["€40.50 comes back to your card", "Change, €40.50 back"]);
    expect(words(0)).to.deep.equal(["It costs nothing more", "Change the dates"]);
    expect(words(8_000, true)).to.deep.equal(["If the host agrees, you pay €80 more", "Ask the host"]);
    expect([words(-8_000, true)[0], words(0, true)[0]]).to.deep.equal(["If the host agrees, €80 comes back to your card", "If the host agrees, it costs nothing more"]);
  });
});

describe("Dates", () => {
  const stay = { ...before, checkInFrom: "15:00", timeZone: "America/Los_Angeles" };
  const at = (instant: string) => canChangeDates(stay, Date.parse(instant));

  it("can be changed until check-in on the property's clock, of a confirmed stay, one change at a time", () => {
    expect([at("2026-12-24T22:59:59Z"), at("2026-12-24T23:00:00Z")]).to.deep.equal([true, false]);
    expect(canChangeDates({ ...stay, change: change("host") }, NOW)).to.equal(false);
    for (const status of ["held", "requested", "checked_in", "completed", "cancelled"] as const) expect(canChangeDates({ ...stay, status }, NOW), status).to.equal(false);
  });
});

describe("Money that goes back", () => {
  const payment = (captured: number, refundDue: number, refunded: number): BookingView["payment"] => ({ status: "captured", captured, refundDue, refunded });
  const said = (...amounts: [number, number, number]) => refundWords(payment(...amounts), "EUR").map(({ text }) => text);

  it("is on its way until it is there, each with its amount", () => {
    expect(said(48_000, 0, 0)).to.deep.equal([]);
    expect(said(48_000, 8_000, 0)).to.deep.equal(["€80 is on its way back to your card."]);
    expect(said(48_000, 8_000, 3_000)).to.deep.equal(["€30 of €480 went back to your card.", "€50 is on its way back to your card."]);
    expect(said(48_000, 8_000, 8_000)).to.deep.equal(["€80 of €480 went back to your card."]);
  });

  it("that was returned by hand is more than was decided, and nothing is on its way", () => {
    expect([onItsWay(payment(48_000, 0, 5_000)), paidFor(payment(48_000, 0, 5_000)), paidFor(payment(48_000, 8_000, 0))]).to.deep.equal([0, 43_000, 40_000]);
  });
});
