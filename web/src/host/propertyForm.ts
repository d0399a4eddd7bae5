/** Between the form's texts and the property of the contract. Pure. */
import { AMENITIES, type HostProperty, NewProperty, PropertyChange } from "../../../shared/contract/property.ts";
import { parseMoney } from "../money.ts";
import { formText } from "../parts/formText.ts";

/** What is no number stays wrong, so that the contract says so. */
const number = (form: FormData, name: string) => (formText(form, name) === "" ? Number.NaN : Number(formText(form, name)));

function written(form: FormData, currency: string) {
  const money = (name: string) => parseMoney(formText(form, name) || "0", currency) ?? Number.NaN;
  return {
    title: formText(form, "title"),
    description: formText(form, "description"),
    city: formText(form, "city"),
    country: formText(form, "country").toUpperCase(),
    address: formText(form, "address"),
    arrivalNotes: formText(form, "arrivalNotes"),
    houseRules: formText(form, "houseRules"),
    location: { lng: number(form, "location.lng"), lat: number(form, "location.lat") },
    units: number(form, "units"),
    capacity: number(form, "capacity"),
    basePrice: parseMoney(formText(form, "basePrice"), currency) ?? Number.NaN,
    fees: {
      cleaning: money("fees.cleaning"),
      extraGuest: money("fees.extraGuest"),
      guestsIncluded: number(form, "fees.guestsIncluded"),
    },
    discounts: { weekly: number(form, "discounts.weekly"), monthly: number(form, "discounts.monthly") },
    instantBook: form.get("instantBook") === "on",
    rules: {
      checkInFrom: formText(form, "rules.checkInFrom"),
      checkOutUntil: formText(form, "rules.checkOutUntil"),
      minNights: number(form, "rules.minNights"),
      maxNights: number(form, "rules.maxNights"),
      noticeHours: number(form, "rules.noticeHours"),
      horizonDays: number(form, "rules.horizonDays"),
    },
    amenities: AMENITIES.filter((amenity) => form.getAll("amenity").includes(amenity)),
    cancellationPolicy: formText(form, "cancellationPolicy"),
  };
}

/** @throws ZodError with the paths of the contract */
export function readNewProperty(form: FormData): NewProperty {
  const currency = formText(form, "currency").toUpperCase();
  const known = Intl.supportedValuesOf("currency").includes(currency) ? currency : "EUR";
  return NewProperty.parse({ ...written(form, known), timeZone: formText(form, "timeZone"), currency });
}

/** Only what differs: a change of units or rules rewrites months, a change of words does not. Nothing where all is as it was. @throws ZodError */
export function readPropertyChange(form: FormData, before: HostProperty): PropertyChange | undefined {
  const changed = Object.entries(written(form, before.currency)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(comparable(before, name, value)));
  return changed.length === 0 ? undefined : PropertyChange.parse(Object.fromEntries(changed));
}

/** What was there, of the parts that the form has, in its order. */
function comparable(before: HostProperty, name: string, now: unknown): unknown {
  const value: unknown = before[name as keyof HostProperty];
  if (name === "amenities") return AMENITIES.filter((amenity) => before.amenities.includes(amenity));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.keys(now as object).map((part) => [part, (value as Record<string, unknown>)[part]]));
}

