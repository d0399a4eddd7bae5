/** What support reads of cases and events, and the money that it types. */
import { expect } from "chai";
import fc from "fast-check";
import { CaseKind } from "../../shared/contract/case.ts";
import { type Activity, EVENT_TYPES, type EventType } from "../../shared/contract/events.ts";
import { activityWords, typeWords } from "../../web/src/ops/activityWords.ts";
import { assigneeWords, caseFacts, kindWords, waited } from "../../web/src/ops/caseWords.ts";
import { Total } from "../../shared/contract/money.ts";
import { moneyText } from "../../web/src/money.ts";
import { canRefund, readRefund, returnable } from "../../web/src/ops/refundAmount.ts";

/** Of a whole stay, in minor units. */
const MOST_TOTAL = 10_000_000_000_000;

describe("A refund that is typed", () => {
  it("is exactly what was meant, in any currency, and never more than can be returned", () => {
    expect([Total.safeParse(MOST_TOTAL).success, Total.safeParse(MOST_TOTAL + 1).success]).to.deep.equal([true, false]);
    fc.assert(fc.property(fc.integer({ min: 1, max: MOST_TOTAL }), fc.integer({ min: 1, max: MOST_TOTAL }), fc.constantFrom("EUR", "JPY", "KWD"), (amount, most, code) => {
      expect(readRefund(moneyText(amount, code), code, most)).to.equal(amount <= most ? amount : undefined);
    }), { examples: [[MOST_TOTAL, MOST_TOTAL, "JPY"], [MOST_TOTAL, MOST_TOTAL, "KWD"], [29, 29, "EUR"]] });
    expect([readRefund("0.29", "EUR", 1000), readRefund("0,29", "EUR", 1000), readRefund("1.005", "KWD", 5000)]).to.deep.equal([29, 29, 1005]);
  });

  it("is none where it is nothing, or no amount of the currency", () => {
    for (const [text, code] of [["", "EUR"], ["0", "EUR"], ["0.00", "EUR"], ["1.005", "EUR"], ["1.5", "JPY"], ["-1", "EUR"], ["1e2", "EUR"], ["10000000000001", "JPY"], ["999999999999999", "JPY"], ["99999999999999.999", "KWD"]] as const) {
      expect(readRefund(text, code, MOST_TOTAL), `${text} ${code}`).to.equal(undefined);
    }
  });

  it("is up to what was taken and is not due back already; what a bank gave back can be returned anew", () => {
    const paid = (captured: number, refundDue: number, refunded: number) => ({ payment: { status: "captured" as const, captured, refundDue, refunded } });
    const failed = { kind: "refund_failed" as const, status: "open" as const, data: { amount: 4000 } };
    expect(returnable(paid(10_000, 4_000, 1_000))).to.equal(6_000);
    expect(returnable(paid(10_000, 10_000, 6_000), [failed])).to.equal(4_000);
    expect(returnable(paid(10_000, 10_000, 6_000), [{ ...failed, data: { amount: 4000, why: "The provider refuses it" } }]), "is tried again").to.equal(0);
    expect(returnable(paid(10_000, 10_000, 6_000), [{ ...failed, status: "resolved" }])).to.equal(0);
    expect(canRefund({ ...paid(10_000, 0, 0), status: "completed" }, [])).to.equal(true);
    expect(canRefund({ ...paid(10_000, 10_000, 0), status: "completed" }, [])).to.equal(false);
    expect(canRefund({ ...paid(10_000, 0, 0), status: "held" }, [])).to.equal(false);
    expect(canRefund({ payment: { ...paid(10_000, 0, 0).payment, status: "disputed" }, status: "confirmed" }, []), "the bank decides").to.equal(false);
  });
});

describe("A case in words", () => {
  it("has a title and an explanation of each kind, without the names that programs have", () => {
    for (const kind of CaseKind.options) {
      expect(kindWords(kind).title, kind).to.match(/^[A-Z][^_]{5,}$/);
      expect(kindWords(kind).says, kind).to.match(/^[A-Z][^_]{20,}\.$/);
    }
  });

  it("says amounts only where the currency is known", () => {
    const found = { data: { refundDue: 42_050, why: "The card was closed", nested: { a: 1 } } };
    expect(caseFacts(found, "EUR")).to.deep.equal([{ name: "Due back", text: "€420.50" }, { name: "Why", text: "The card was closed" }]);
    expect(caseFacts(found, undefined)).to.deep.equal([{ name: "Why", text: "The card was closed" }]);
    expect(caseFacts({ data: { someAmount: 5 } }, "JPY")[0]!.name).to.equal("Some amount");
  });

  it("says who sees to it and how long it has waited", () => {
    expect([assigneeWords({}, "me"), assigneeWords({ assigneeId: "me" }, "me"), assigneeWords({ assigneeId: "you" }, "me")]).to.deep.equal(["Nobody has taken it", "You see to it", "Somebody else sees to it"]);
    const opened = "2026-11-24T10:00:00.000Z";
    const after = (minutes: number) => waited(opened, Date.parse(opened) + minutes * 60_000);
    expect([after(-1), after(1), after(119), after(120), after(47 * 60 + 59), after(48 * 60)]).to.deep.equal(["1 minute", "1 minute", "119 minutes", "2 hours", "47 hours", "2 days"]);
  });
});

describe("An event in words", () => {
  it("has no name that programs have, whatever its type", () => {
    for (const type of EVENT_TYPES) expect(typeWords(type), type).to.match(/^[A-Z][A-Za-z ’-]+$/);
    expect(new Set(EVENT_TYPES.map(typeWords)).size, "each its own").to.equal(EVENT_TYPES.length);
  });

  const of = (type: EventType, data: object, booking?: object) => activityWords({ type, data, booking } as unknown as Activity);
  const quote = { currency: "EUR", lines: [], total: 0 };
  const change = { checkIn: "2026-12-14", checkOut: "2026-12-19", guests: 3, difference: 21_600 };

  it("of other dates says which, and what they cost", () => {
    for (const type of ["booking.change_requested", "booking.change_offered"] as const) expect(of(type, { difference: 21_600 }, { quote, change })).to.match(/14 Dec.*19 Dec.*, 3 guests · €216 more$/);
    const before = { checkIn: "2026-12-14", checkOut: "2026-12-17", guests: 2, total: 35_400 };
    expect(of("booking.changed", { before, difference: -5_000, kept: 2_500 }, { quote })).to.match(/^before .*17 Dec.*, 2 guests · €50 to go back · the host keeps €25$/);
    expect(of("booking.changed", { before, difference: 0, kept: 0 }, { quote })).to.match(/ · at the same price$/);
    expect(of("booking.changed", { difference: 100 }, { quote }), "without the dates before").to.equal("€1 more");
  });

  it("of refunds and cases says how much and why", () => {
    expect(of("payment.refund_decided", { amount: 1250, reason: "No hot water" }, { quote })).to.equal("€12.50 to go back · “No hot water”");
    expect(of("payment.disputed", { amount: 1250, open: false }, { quote })).to.equal("€12.50 · the dispute is over");
    expect(of("case.opened", { kind: "late_payment", refundDue: 1250 }, { quote })).to.equal("Paid too late · €12.50 to go back");
    expect(of("case.opened", { kind: "dispute", amount: 1250 })).to.equal("Payment disputed");
    expect(of("case.resolved", { kind: "drift", reason: "They agree" })).to.equal("Sums differ · “They agree”");
  });
});
