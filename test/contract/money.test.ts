import { expect } from "chai";
import { Currency, formatMoney, minorDigits } from "../../shared/contract/money.ts";

describe("Money", () => {
  it("has as many digits after its point as its currency", () => {
    expect([minorDigits("EUR"), minorDigits("JPY"), minorDigits("KWD")]).to.deep.equal([2, 0, 3]);
    expect(formatMoney(12_345, "EUR", "en")).to.equal("€123.45");
    expect(formatMoney(12_300, "EUR", "en")).to.equal("€123");
    expect(formatMoney(12_345, "JPY", "en")).to.equal("¥12,345");
    expect(formatMoney(12_345, "KWD", "en").replace(/\s/, " ")).to.equal("KWD 12.345");
  });

  it("is in a currency that exists", () => {
    expect(Currency.safeParse("EUR").success).to.equal(true);
    for (const wrong of ["eur", "EURO", "XQQ", "€"]) expect(Currency.safeParse(wrong).success, wrong).to.equal(false);
  });
});
