import { expect } from "chai";
import type { BookingView } from "../../shared/contract/booking.ts";
import { dueOf } from "../../web/src/stays/due.ts";

type Shown = Pick<BookingView, "status" | "payment" | "quote" | "change">;

const money = { captured: 0, refunded: 0, refundDue: 0 };
const quote = { total: 30_000, currency: "EUR" } as BookingView["quote"];
const due = (shown: Omit<Shown, "quote">) => dueOf({ ...shown, quote } as BookingView);

const change = { checkIn: "2027-05-01", checkOut: "2027-05-04", guests: 2, quote, difference: 12_000, awaits: "payment", until: "2027-01-01T10:00:00.000Z" } satisfies BookingView["change"];
const paid = { status: "captured", ...money, captured: 30_000 } as const;

describe("What is to be paid", () => {
  it("is the stay while it is held, with why the latest card did not pay", () => {
    expect(due({ status: "held", payment: { status: "pending", ...money } })).to.include({ amount: 30_000, currency: "EUR", problem: undefined, asks: false });
    expect(due({ status: "held", payment: { status: "failed", problem: "No cover", ...money } })).to.include({ problem: "No cover", asks: false });
    expect(due({ status: "held", payment: { status: "failed", ...money } }).problem).to.be.a("string");
    expect(due({ status: "held", payment: { status: "requires_action", ...money } })).to.include({ problem: undefined, asks: true });
  });

  it("of a problem that was overcome, nothing is left", () => {
    expect(due({ status: "held", payment: { status: "pending", problem: "No cover", ...money } }).problem).to.equal(undefined);
  });

  it("is what other dates cost more, whatever the stay's own payment was", () => {
    expect(due({ status: "confirmed", payment: paid, change })).to.include({ amount: 12_000, currency: "EUR", problem: undefined, asks: undefined });
    expect(due({ status: "confirmed", payment: { ...paid, problem: "Of the stay" }, change: { ...change, problem: "No cover" } }).problem).to.equal("No cover");
  });

  it("is another payment for another change", () => {
    const names = [change, { ...change, until: "2027-01-01T11:00:00.000Z" }, { ...change, checkOut: "2027-05-05" }].map((one) => due({ status: "confirmed", payment: paid, change: one }).name);
    expect(new Set([...names, due({ status: "held", payment: paid }).name]).size).to.equal(4);
  });
});
