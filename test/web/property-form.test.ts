/** A property between the texts of a form and the contract. */
import { expect } from "chai";
import { ZodError } from "zod";
import { type HostProperty, NewProperty } from "../../shared/contract/property.ts";
import { readNewProperty, readPropertyChange } from "../../web/src/host/propertyForm.ts";
import { moneyText } from "../../web/src/money.ts";
import { aProperty } from "../support/fixtures.ts";

const MONEY = new Set(["basePrice", "fees.cleaning", "fees.extraGuest"]);

/** As the page fills its form with it: a field for each part, by its path. */
function formOf(property: NewProperty | HostProperty): FormData {
  const form = new FormData();
  const fill = (name: string, value: unknown) => {
    if (typeof value === "boolean") return value && form.set(name, "on");
    form.set(name, MONEY.has(name) ? moneyText(value as number, property.currency) : String(value));
  };
  for (const [name, value] of Object.entries(property)) {
    if (typeof value !== "object" || value === null) fill(name, value);
    else if (!Array.isArray(value)) for (const [part, inner] of Object.entries(value)) fill(`${name}.${part}`, inner);
  }
  for (const amenity of property.amenities) form.append("amenity", amenity);
  return form;
}

const given = NewProperty.parse({ ...aProperty, fees: { cleaning: 3_000, extraGuest: 1_550, guestsIncluded: 2 }, discounts: { weekly: 7.5, monthly: 20 } });
const before = { ...given, id: "a".repeat(24), hostId: "b".repeat(24), hostName: "Ada", status: "draft", rating: null } as HostProperty;

function changed(change: Record<string, string>): FormData {
  const form = formOf(before);
  for (const [name, value] of Object.entries(change)) form.set(name, value);
  return form;
}

/** Paths of what is wrong. */
function wrong(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    return (error as ZodError).issues.map(({ path }) => path.join("."));
  }
  return [];
}

describe("The form of a property", () => {
  it("yields the property it was filled with", () => {
    expect(readNewProperty(formOf(given))).to.deep.equal(given);
    for (const currency of ["JPY", "KWD"]) expect(readNewProperty(formOf({ ...given, currency }))).to.deep.equal({ ...given, currency });
  });

  it("changes nothing where nothing was changed, and nothing but that where something was", () => {
    expect(readPropertyChange(formOf(before), before)).to.equal(undefined);
    expect(readPropertyChange(changed({ title: " Casa Nova " }), before)).to.deep.equal({ title: "Casa Nova" });
    expect(readPropertyChange(changed({ basePrice: "120,50" }), before)).to.deep.equal({ basePrice: 12_050 });
    expect(readPropertyChange(changed({ "fees.cleaning": "" }), before)!.fees!.cleaning).to.equal(0);
    expect(Object.keys(readPropertyChange(changed({ "discounts.weekly": "7.25" }), before)!)).to.deep.equal(["discounts"]);
    const onRequest = formOf(before);
    onRequest.delete("instantBook"); // as an unticked box
    expect(readPropertyChange(onRequest, before)).to.deep.equal({ instantBook: false });
    expect(Object.keys(readPropertyChange(changed({ "rules.minNights": "2" }), before)!)).to.deep.equal(["rules"]);
  });

  it("takes amenities in any order for the same ones", () => {
    const many = { ...before, amenities: ["pool", "wifi", "garden"] as HostProperty["amenities"] };
    expect(readPropertyChange(formOf(many), many)).to.equal(undefined);
    expect(readPropertyChange(formOf({ ...many, amenities: ["pool"] }), many)).to.deep.equal({ amenities: ["pool"] });
  });

  it("says which field is wrong, by its name", () => {
    expect(wrong(() => readPropertyChange(changed({ basePrice: "12.345" }), before))).to.deep.equal(["basePrice"]);
    expect(wrong(() => readPropertyChange(changed({ "location.lat": "north" }), before))).to.deep.equal(["location.lat"]);
    expect(wrong(() => readPropertyChange(changed({ "rules.maxNights": "", units: "0" }), before))).to.have.members(["rules.maxNights", "units"]);
    expect(wrong(() => readNewProperty(changed({ currency: "XQQ", timeZone: "Europe/Nowhere" })))).to.have.members(["currency", "timeZone"]);
    expect(wrong(() => readNewProperty(new FormData())).length).to.be.above(5);
  });
});
