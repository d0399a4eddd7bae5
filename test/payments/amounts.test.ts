import { expect } from "chai";
import { CURRENCIES } from "../../shared/contract/currencies.ts";
import { minorDigits } from "../../shared/contract/money.ts";
import { fromStripe, toRefund, toStripe } from "../../shared/payments/stripe/amounts.ts";

/** Of three digits, and not on Stripe's page. */
const UNCERTAIN = ["IQD", "LYD"];

describe("An amount as Stripe counts it", () => {
  it("is ours where both count in the same unit", () => {
    for (const currency of ["EUR", "JPY", "XAF", "KWD", "COP", "HUF", "IDR", "CLP"]) expect(toStripe(5_120, currency), currency).to.equal(5_120);
  });

  it("is ours in all currencies but those that Stripe's page names", () => {
    const others = CURRENCIES.filter((currency) => !UNCERTAIN.includes(currency) && toStripe(5_100, currency) !== 5_100);
    expect(others).to.deep.equal(["ISK", "MGA", "UGX"]);
  });

  it("has the two digits that Stripe wants where there are none, and none where it takes none", () => {
    expect(["ISK", "UGX", "MGA"].map((currency) => [minorDigits(currency), toStripe(500, currency)])).to.deep.equal([[0, 50_000], [0, 50_000], [2, 5]]);
  });

  it("comes back as it went, in every currency that Stripe may take", () => {
    for (const currency of CURRENCIES) {
      if (!UNCERTAIN.includes(currency)) expect(fromStripe(toStripe(123_400, currency), currency), currency).to.equal(123_400);
    }
  });

  it("is refused where Stripe would have to round it", () => {
    expect(() => toStripe(5_124, "KWD")).to.throw(/^KWD\s5\.124 can't be paid by card: its last digits must be 0$/).with.property("code", "wrong_state");
    expect(() => toStripe(5_120, "MGA")).to.throw(/^MGA\s51\.20 can't be paid by card: its last digits must be 0$/).with.property("code", "wrong_state");
  });

  it("is refused where nothing says what Stripe counts in", () => {
    for (const currency of [...UNCERTAIN, "CLF"]) expect(() => toStripe(50_000, currency), currency).to.throw(`${currency} can't be paid by card`).with.property("code", "wrong_state");
  });

  it("to return is the next above, so that nobody gets less than is due and nothing more than was paid", () => {
    expect([toRefund(5_121, "KWD"), toRefund(5_130, "KWD"), toRefund(7, "ISK"), toRefund(625, "EUR"), toRefund(5_101, "MGA")]).to.deep.equal([5_130, 5_130, 700, 625, 52]);
    expect([fromStripe(1_050, "ISK"), fromStripe(52, "MGA")]).to.deep.equal([11, 5_200]);
  });
});
