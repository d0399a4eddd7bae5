import { expect } from "chai";
import type { WishView } from "../../shared/contract/wish.ts";
import { flexibleWords, isSameStay, newsOf } from "../../web/src/wishes/wishWords.ts";

const wish: WishView = {
  id: "65".repeat(12), propertyId: "66".repeat(12), property: { title: "Casa da Ribeira", city: "Porto" }, checkIn: "2026-12-12", checkOut: "2026-12-14", guests: 2, flexibleDays: 1,
  status: "told", version: 2, told: { checkIn: "2026-12-13", checkOut: "2026-12-15", at: "2026-11-24T08:00:00.000Z" }, at: "2026-11-24T08:00:00.000Z",
};
const AT = Date.parse(wish.at);

describe("Waiting for nights, on the page", () => {
  it("is news when it was told of since one looks, until it is put away", () => {
    expect(newsOf([wish], AT - 1, new Set()).map(({ told }) => told)).to.deep.equal([wish.told]);
    expect(newsOf([wish], AT, new Set())).to.deep.equal([]);
    expect(newsOf([wish], AT - 1, new Set([wish.id]))).to.deep.equal([]);
    expect(newsOf([{ ...wish, status: "ended" }, { ...wish, status: "open" }], AT - 1, new Set())).to.deep.equal([]);
  });

  it("is known again by its own nights, not by those that were told of", () => {
    expect(isSameStay(wish, wish.propertyId, wish)).to.equal(true);
    expect(isSameStay(wish, wish.propertyId, wish.told!)).to.equal(false);
    expect(isSameStay(wish, wish.id, wish)).to.equal(false);
  });

  it("says which nights would do", () => {
    expect([0, 1, 3].map(flexibleWords)).to.deep.equal(["exactly these nights", "these nights, or up to 1 day earlier or later", "these nights, or up to 3 days earlier or later"]);
  });
});
