/** The terms of cancelling as the page says them. */
import { expect } from "chai";
import { termsOf } from "../../web/src/stays/terms.ts";

describe("Terms of cancelling", () => {
  const steps = [{ until: "2026-12-01T15:00:00.000Z", refund: 20_000 }, { until: "2026-12-20T15:00:00.000Z", refund: 10_000 }, { refund: 0 }];
  const said = (at: string, whole = 20_000, timeZone = "UTC") => termsOf({ steps }, { whole, currency: "EUR", timeZone }, Date.parse(at));

  it("say what comes back and until when; what is over is not said", () => {
    expect(said("2026-11-24T08:00:00Z").map((term) => term.replace(/^Cancel before .*, and /, ""))).to.deep.equal(["everything comes back", "€100 comes back", "Cancel later, and nothing comes back"]);
    expect(said("2026-12-01T15:00:00Z")).to.have.length(2);
    expect(said("2026-12-24T08:00:00Z")).to.deep.equal(["Cancel now or later, and nothing comes back"]);
  });

  it("say an amount where something stays with the host even then", () => {
    expect(said("2026-11-24T08:00:00Z", 25_000)[0]).to.match(/€200 comes back$/);
  });

  it("are on the property's clock, and say so where it shows another time", () => {
    const [there] = said("2026-11-24T08:00:00Z", 20_000, "Pacific/Auckland");
    expect(there).to.match(/^Cancel before (2 Dec|Dec 2), 0?4:00.* in Auckland, and everything comes back$/);
  });
});
