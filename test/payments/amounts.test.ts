import { expect } from "chai";
import { minorDigits } from "../../shared/contract/money.ts";
import { fromStripe, toRefund, toStripe } from "../../shared/payments/stripe/amounts.ts";

describe("An amount as Stripe counts it", () => {
  it("is ours where both count in the same unit", () => {
    expect([toStripe(12_50, "EUR"), toStripe(500, "JPY"), toStripe(500, "XAF"), toStripe(5_120, "KWD")]).to.deep.equal([12_50, 500, 500, 5_120]);
  });

  it("has the digits that Stripe wants where we write none", () => {
    for (const currency of ["ISK", "UGX", "COP", "HUF", "IDR"]) expect([minorDigits(currency), toStripe(5, currency)], currency).to.deep.equal([0, 500]);
  });

  it("comes back as it went, in every currency there is", () => {
    for (const currency of Intl.supportedValuesOf("currency")) expect(fromStripe(toStripe(123_450, currency), currency), currency).to.equal(123_450);
  });

  it("is refused where Stripe would have to round it", () => {
    expect(() => toStripe(5_124, "KWD")).to.throw(/^KWD\s5\.124 can't be paid by card/).with.property("code", "wrong_state");
  });

  it("to return is the next above, so that nobody gets less than is due and nothing more than was paid", () => {
    expect([toRefund(5_121, "KWD"), toRefund(5_130, "KWD"), toRefund(7, "ISK"), toRefund(625, "EUR")]).to.deep.equal([5_130, 5_130, 700, 625]);
    expect(fromStripe(1_050, "HUF")).to.equal(11);
  });
});
