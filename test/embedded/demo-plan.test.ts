import { expect } from "chai";
import { NewProperty } from "../../shared/contract/property.ts";
import { guests } from "../../embedded/demo/accounts.ts";
import { staysOf } from "../../embedded/demo/plan.ts";
import { runsOfSeason } from "../../embedded/demo/prices.ts";
import { properties } from "../../embedded/demo/properties/all.ts";

describe("the demo's content", () => {
  it("is 14 properties a host could have written, in many countries, zones and currencies", () => {
    for (const { property } of properties) expect(NewProperty.safeParse(property).error, property.title).to.equal(undefined);
    const different = (name: "country" | "timeZone" | "currency") => new Set(properties.map(({ property }) => property[name])).size;
    expect(properties).to.have.length(14);
    expect(different("country")).to.be.at.least(9);
    expect(different("timeZone")).to.be.at.least(9);
    expect(properties.map(({ property }) => property.currency)).to.include.members(["USD", "EUR", "GBP", "JPY", "KWD"]);
  });

  it("takes no more units of a property than it has, and names each stay by guest and nights", () => {
    for (const demo of properties) {
      const stays = staysOf(demo, guests.length);
      expect(stays.length).to.be.above(5);
      for (let day = -60; day < 90; day++) {
        const there = stays.filter(({ checkIn, nights }) => checkIn <= day && day < checkIn + nights);
        expect(there.length, `${demo.key} on day ${day}`).to.be.at.most(demo.property.units);
      }
      expect(new Set(stays.map(({ guest, checkIn, nights }) => `${guest} ${checkIn} ${nights}`)).size).to.equal(stays.length);
    }
  });

  it("is the same each time", () => {
    for (const demo of properties) expect(staysOf(demo, 6)).to.deep.equal(staysOf(demo, 6));
  });

  it("knows a season that goes over New Year", () => {
    const season = { from: "12-20", to: "01-06", price: 1 };
    expect(runsOfSeason(season, "2027-01-02", "2027-12-25")).to.deep.equal([
      { from: "2027-01-02", to: "2027-01-06", price: 1 },
      { from: "2027-12-20", to: "2027-12-25", price: 1 },
    ]);
  });
});
