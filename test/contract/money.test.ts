import { expect } from "chai";
import { CURRENCIES } from "../../shared/contract/currencies.ts";
import { Currency, formatMoney, minorDigits } from "../../shared/contract/money.ts";

/** Without the kind of space that a locale likes. */
const shown = (amount: number, currency: string, locale = "en") => formatMoney(amount, currency, locale).replace(/\s/g, " ");

describe("Money", () => {
  it("has as many digits after its point as its currency", () => {
    expect([minorDigits("EUR"), minorDigits("JPY"), minorDigits("KWD")]).to.deep.equal([2, 0, 3]);
    expect(shown(12_345, "EUR")).to.equal("€123.45");
    expect(shown(12_300, "EUR")).to.equal("€123");
    expect(shown(12_345, "JPY")).to.equal("¥12,345");
    expect(shown(12_345, "KWD")).to.equal("KWD 12.345");
  });

  it("has ISO's digits, also where Intl would write others", () => {
    expect(["HUF", "COP", "IDR", "IQD", "ISK"].map(minorDigits)).to.deep.equal([2, 2, 2, 3, 0]);
    expect([shown(12_345, "HUF"), shown(12_300, "HUF"), shown(12_305, "HUF", "hu")]).to.deep.equal(["HUF 123.45", "HUF 123", "123,05 Ft"]);
    expect([shown(-1_005, "IDR"), shown(1, "IQD"), shown(1_200, "LYD")]).to.deep.equal(["-IDR 10.05", "IQD 0.001", "LYD 1.200"]);
  });

  it("is written exactly in every currency, whole or not, as large as it may be", () => {
    for (const currency of CURRENCIES) {
      const digits = minorDigits(currency);
      const plain = (amount: number) => shown(amount, currency).replace(/[^\d.]/g, "").replace(/^\.+/, "");
      const text = "99999999999";
      expect(plain(99_999_999_999), currency).to.equal(digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`);
      expect(plain(7 * 10 ** digits), currency).to.equal("7");
    }
  });

  it("is in a currency that is in circulation, whatever the machine knows", () => {
    expect(CURRENCIES).to.have.length(155);
    expect(new Set(CURRENCIES).size).to.equal(CURRENCIES.length);
    for (const right of ["EUR", "XCG", "ZWG", "VED", "XOF"]) expect(Currency.safeParse(right).success, right).to.equal(true);
    for (const wrong of ["eur", "EURO", "XQQ", "€", "XAU", "XTS", "XXX", "XDR", "CLF", "CHE", "USN", "DEM", "BGN"]) expect(Currency.safeParse(wrong).success, wrong).to.equal(false);
  });

  it("has the digits of units of account too, in which nothing can be priced", () => {
    expect([minorDigits("CLF"), minorDigits("UYW"), minorDigits("XQQ")]).to.deep.equal([4, 4, 2]);
  });
});
