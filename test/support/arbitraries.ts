/** Values to try properties with. */
import fc from "fast-check";
import { daysIn } from "../../shared/contract/dates.ts";
import type { Claim, NightSettings, StoredMonth } from "../../shared/store/documents.ts";

const hex = fc.stringMatching(/^[0-9a-f]{24}$/);
const instant = fc.date({ min: new Date("2026-01-01"), max: new Date("2028-12-31"), noInvalidDate: true });
/** Made once: it takes longer to make than to give. */
const note = fc.option(fc.stringMatching(/^[a-z]{4,12} [a-z]{4,12}$/), { nil: undefined });

export const aMonth = fc.tuple(fc.integer({ min: 2026, max: 2032 }), fc.integer({ min: 1, max: 12 })).map(([year, month]) => `${year}-${String(month).padStart(2, "0")}`);

const present = <T extends object>(value: T) => Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;

const claimIn = (days: number): fc.Arbitrary<Claim> =>
  fc
    .record({
      id: hex,
      kind: fc.constantFrom("hold" as const, "booking" as const, "block" as const),
      from: fc.integer({ min: 1, max: days }),
      length: fc.integer({ min: 1, max: days }),
      units: fc.integer({ min: 1, max: 3 }),
      until: fc.option(instant, { nil: undefined }),
      note,
    })
    .map(({ length, ...claim }) => present({ ...claim, to: Math.min(days + 1, claim.from + length) }) as Claim);

const aNight: fc.Arbitrary<NightSettings> = fc
  .record({
    price: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
    minNights: fc.option(fc.integer({ min: 1, max: 14 }), { nil: undefined }),
    closedToArrival: fc.constantFrom(true, undefined),
    closedToDeparture: fc.constantFrom(true, undefined),
  })
  .map((night) => present(night) as NightSettings);

export const aStoredMonth: fc.Arbitrary<StoredMonth> = aMonth.chain((month) =>
  fc
    .record({
      propertyId: hex,
      hostId: hex,
      version: fc.integer({ min: 1, max: 10_000 }),
      units: fc.integer({ min: 1, max: 5 }),
      currency: fc.constantFrom("EUR", "JPY", "KWD"),
      basePrice: fc.integer({ min: 1, max: 1_000_000 }),
      minNights: fc.integer({ min: 1, max: 7 }),
      claims: fc.array(claimIn(daysIn(month)), { maxLength: 12 }),
      nights: fc.dictionary(fc.integer({ min: 1, max: daysIn(month) }).map(String), aNight, { maxKeys: 10 }),
      at: instant,
    })
    .map((stored) => ({ ...stored, _id: `${stored.propertyId}:${month}`, month })),
);
