/** How the page writes and reads money. */
import { expect } from "chai";
import fc from "fast-check";
import { Amount } from "../../shared/contract/money.ts";
import { moneyText, parseMoney, shortPrice } from "../../web/src/money.ts";

const currency = fc.constantFrom("EUR", "JPY", "KWD", "HUF");
const MOST = 100_000_000_000;

describe("Money in a field", () => {
  it("is what it was when it is read again, whatever the currency", () => {
    expect([Amount.safeParse(MOST).success, Amount.safeParse(MOST + 1).success]).to.deep.equal([true, false]);
    fc.assert(fc.property(fc.oneof(fc.integer({ min: 0, max: MOST }), fc.integer({ min: 0, max: 2000 }), fc.constant(MOST)), currency, (amount, code) => {
      const text = moneyText(amount, code);
      expect(parseMoney(text, code)).to.equal(amount);
      expect(parseMoney(` ${text.replace(".", ",")} `, code)).to.equal(amount);
    }));
    expect(["EUR", "JPY", "KWD", "HUF"].map((code) => moneyText(12_345, code))).to.deep.equal(["123.45", "12345", "12.345", "123.45"]);
  });

  it("is never read as another amount: what is no amount of the currency is none", () => {
    expect([parseMoney("12.5", "EUR"), parseMoney("12", "EUR"), parseMoney("0,05", "EUR"), parseMoney("1.5", "KWD")]).to.deep.equal([1250, 1200, 5, 1500]);
    for (const [text, code] of [["1.234", "EUR"], ["1,234", "EUR"], ["1.5", "JPY"], ["12.", "EUR"], [".5", "EUR"], ["-1", "EUR"], ["1e3", "EUR"], ["1 000", "EUR"], ["", "EUR"], ["123456789012345", "JPY"]] as const) {
      expect(parseMoney(text, code), `${text} ${code}`).to.equal(undefined);
    }
    fc.assert(fc.property(fc.string(), currency, (text, code) => {
      const amount = parseMoney(text, code);
      if (amount !== undefined) expect(Number.isSafeInteger(amount) && amount >= 0).to.equal(true);
    }));
  });
});

describe("A price where there is little room", () => {
  it("has five signs at most, whatever the browser's language", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: MOST }), fc.constantFrom("EUR", "JPY", "KWD", "CLP"), fc.constantFrom("en", "de", "fr", "pt", "pl", "hi", "ja"), (amount, code, locale) => {
      expect(Array.from(shortPrice(amount, code, locale)).length, shortPrice(amount, code, locale)).to.be.within(1, 5);
    }), { examples: [[999_950, "EUR", "en"], [999_949, "EUR", "de"], [999_999_999, "JPY", "de"]] });
    expect([shortPrice(11_800, "EUR", "en"), shortPrice(189_000, "NOK", "en"), shortPrice(65_000, "CLP", "en"), shortPrice(12_345, "KWD", "en")]).to.deep.equal(["118", "1,890", "65K", "12.3"]);
  });
});
