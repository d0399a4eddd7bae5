import { z } from "zod";
import { Night, TimeZone, WallTime } from "./dates.ts";
import { Id } from "./ids.ts";
import { Amount, Currency, Total } from "./money.ts";
import { CancellationPolicyName } from "./policy.ts";
import { QuoteLine } from "./quote.ts";

export const AMENITIES = [
  "wifi", "kitchen", "washer", "dryer", "air_conditioning", "heating", "fireplace", "workspace", "parking", "pool",
  "sauna", "garden", "balcony", "sea_view", "mountain_view", "lift", "step_free", "pets_allowed", "breakfast", "crib",
] as const;
export const Amenity = z.enum(AMENITIES).meta({ id: "Amenity" });
export type Amenity = z.infer<typeof Amenity>;

export const Location = z
  .strictObject({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
  .meta({ id: "Location", description: "WGS 84; public ones are coarsened to about 500 m" });
export type Location = z.infer<typeof Location>;

/** The longest stay, and the farthest horizon, that a property may set. */
export const MOST_NIGHTS = 90;
export const MOST_HORIZON_DAYS = 730;

export const StayRules = z
  .strictObject({
    checkInFrom: WallTime,
    checkOutUntil: WallTime,
    minNights: z.int().min(1).max(MOST_NIGHTS),
    maxNights: z.int().min(1).max(MOST_NIGHTS),
    noticeHours: z.int().min(0).max(24 * 60).meta({ description: "Hours between booking and `checkInFrom` at least" }),
    horizonDays: z.int().min(1).max(MOST_HORIZON_DAYS).meta({ description: "Days from today to check-out at most" }),
  })
  .meta({ id: "StayRules" });
export type StayRules = z.infer<typeof StayRules>;

export const Fees = z
  .strictObject({
    cleaning: Amount.meta({ description: "Once a stay" }),
    extraGuest: Amount.meta({ description: "A night, for each guest beyond `guestsIncluded`" }),
    guestsIncluded: z.int().min(1).max(50),
  })
  .meta({ id: "Fees" });
export type Fees = z.infer<typeof Fees>;
const noFees: Fees = { cleaning: 0, extraGuest: 0, guestsIncluded: 1 };

/** Two decimals at most, so that what comes of it can be worked out exactly. */
const Percent = z.number().min(0).max(90).multipleOf(0.01);

export const Discounts = z
  .strictObject({
    weekly: Percent.meta({ description: "Off the nights of stays of 7 nights or more" }),
    monthly: Percent.meta({ description: "Instead of the weekly one, from 28 nights on" }),
  })
  .meta({ id: "Discounts", description: "In per cent" });
export type Discounts = z.infer<typeof Discounts>;
const noDiscounts: Discounts = { weekly: 0, monthly: 0 };

export const Tax = z
  .strictObject({
    name: z.string().trim().min(1).max(60),
    percent: Percent.optional().meta({ description: "Of nights, extra guests and cleaning, after the discount" }),
    perGuestNight: Amount.min(1).optional().meta({ description: "For each guest and night" }),
  })
  .refine(({ percent, perGuestNight }) => (percent === undefined) !== (perGuestNight === undefined), "must be a percentage or an amount for each guest and night")
  .meta({ id: "Tax" });
export type Tax = z.infer<typeof Tax>;

/** Of the nights, after the discount: what the service itself charges a guest, in per cent. */
export const SERVICE_FEE_PERCENT = 8;

export const Photo = z
  .strictObject({ url: z.string().max(300).regex(/^(https:\/\/|\/)[^\s]+$/, "must be an https address or a path"), alt: z.string().max(200) })
  .meta({ id: "Photo" });

/** Without what is named and undefined. */
const given = <T extends object>(value: T) => Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };

/** What a host writes. */
const propertyFields = {
  title: z.string().trim().min(3).max(120),
  description: z.string().trim().min(1).max(5000),
  city: z.string().trim().min(1).max(80),
  country: z.string().regex(/^[A-Z]{2}$/, "must be a country like FR").meta({ description: "ISO 3166-1 alpha-2" }),
  location: Location,
  timeZone: TimeZone,
  units: z.int().min(1).max(500).meta({ description: "How many identical units there are" }),
  capacity: z.int().min(1).max(50).meta({ description: "Guests a unit sleeps" }),
  currency: Currency,
  basePrice: Amount.min(1).meta({ description: "A night's price where the night has none of its own" }),
  fees: Fees,
  discounts: Discounts,
  taxes: z.array(Tax).max(5),
  rules: StayRules,
  amenities: z.array(Amenity).max(AMENITIES.length),
  photos: z.array(Photo).max(30),
  houseRules: z.string().trim().max(2000),
  cancellationPolicy: CancellationPolicyName,
  instantBook: z.boolean().meta({ description: "Paying confirms; else the host is asked, and has 24 hours" }),
};

const sensible = (rules: { minNights?: number | undefined; maxNights?: number | undefined } | undefined) =>
  rules?.minNights === undefined || rules.maxNights === undefined || rules.minNights <= rules.maxNights;
const SENSIBLE = { message: "minNights must not be above maxNights", path: ["rules", "minNights"] };

export const NewProperty = z
  .strictObject({
    ...propertyFields,
    address: z.string().trim().min(1).max(300).meta({ description: "Told only to guests with a confirmed booking" }),
    arrivalNotes: z.string().trim().max(2000).default(""),
    fees: Fees.partial().prefault({}).transform((fees) => ({ ...noFees, ...given(fees) })),
    discounts: Discounts.partial().prefault({}).transform((discounts) => ({ ...noDiscounts, ...given(discounts) })),
    taxes: propertyFields.taxes.default([]),
    amenities: propertyFields.amenities.default([]),
    photos: propertyFields.photos.default([]),
    houseRules: propertyFields.houseRules.default(""),
    instantBook: propertyFields.instantBook.default(true),
  })
  .refine((property) => sensible(property.rules), SENSIBLE)
  .meta({ id: "NewProperty" });
export type NewProperty = z.infer<typeof NewProperty>;

/** Time zone and currency stay as listed: nights and prices already promised are in them. */
export const PropertyChange = z
  .strictObject({
    ...propertyFields,
    address: z.string().trim().min(1).max(300),
    arrivalNotes: z.string().trim().max(2000),
    fees: Fees.partial(),
    discounts: Discounts.partial(),
    rules: StayRules.partial(),
  })
  .omit({ timeZone: true, currency: true })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .refine((change) => sensible(change.rules), SENSIBLE)
  .meta({ id: "PropertyChange" });
export type PropertyChange = z.infer<typeof PropertyChange>;

export const PropertyStatus = z.enum(["draft", "listed", "unlisted"]).meta({ id: "PropertyStatus" });
export type PropertyStatus = z.infer<typeof PropertyStatus>;

export const Property = z
  .object({
    id: Id,
    hostId: Id,
    hostName: z.string(),
    ...propertyFields,
    status: PropertyStatus,
    rating: z.number().min(1).max(5).nullable(),
  })
  .meta({ id: "Property", description: "A place to stay, as anyone may see it" });
export type Property = z.infer<typeof Property>;

/** A property in a list; `stay` is there when the search was dated. */
export const FoundProperty = Property.omit({ description: true, houseRules: true })
  .extend({ stay: z.object({ total: Total, lines: z.array(QuoteLine) }).optional() })
  .meta({ id: "FoundProperty" });
export type FoundProperty = z.infer<typeof FoundProperty>;

/** A property as its host sees it. */
export const HostProperty = Property.extend({
  address: z.string(),
  arrivalNotes: z.string(),
  calendarsStale: z.boolean().meta({ description: "A calendar of another platform was not read for a day: until it is, guests ask and are not booked at once" }),
}).meta({ id: "HostProperty" });
export type HostProperty = z.infer<typeof HostProperty>;

export const NewBlock = z
  .strictObject({
    from: Night,
    to: Night.meta({ description: "The first night that is free again" }),
    units: z.int().min(1).max(500).optional().meta({ description: "How many units; all of them where absent" }),
    note: z.string().trim().max(300).optional(),
  })
  .meta({ id: "NewBlock" });
export type NewBlock = z.infer<typeof NewBlock>;

export const Block = z
  .object({ id: Id, propertyId: Id, from: Night, to: Night, units: z.int(), note: z.string() })
  .meta({ id: "Block", description: "Nights that the host keeps from being booked" });
export type Block = z.infer<typeof Block>;

/** What can be set for a run of nights; `null` takes a setting of its own away again. */
export const NightsChange = z
  .strictObject({
    from: Night,
    to: Night.meta({ description: "The first night not changed" }),
    price: Amount.min(1).nullable().optional(),
    minNights: z.int().min(1).max(MOST_NIGHTS).nullable().optional(),
    closedToArrival: z.boolean().optional(),
    closedToDeparture: z.boolean().optional(),
  })
  .refine(({ from: _from, to: _to, ...set }) => Object.keys(set).length > 0, "must set a price or a rule")
  .meta({ id: "NightsChange" });
export type NightsChange = z.infer<typeof NightsChange>;
