import { z } from "zod";
import { Month, Night } from "../dates.ts";
import { listOf, Paging } from "../ids.ts";
import { Amount, Currency } from "../money.ts";
import { PublicMonth } from "../month.ts";
import { Amenity, FoundProperty, Property } from "../property.ts";
import { OfferedQuote } from "../quote.ts";
import { byId, type Route } from "./route.ts";

/** `?checkIn=2026-12-24&checkOut=2026-12-27&guests=2` */
export const StayQuery = z
  .strictObject({ checkIn: Night, checkOut: Night, guests: z.coerce.number().int().min(1).max(50) })
  .refine(({ checkIn, checkOut }) => checkIn < checkOut, { message: "must be after checkIn", path: ["checkOut"] });

/** `?amenities=wifi,pool` */
const commaSeparated = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .string()
    .max(500)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(item));

const Coordinates = (count: number) =>
  commaSeparated(z.string().regex(/^-?\d{1,3}(\.\d+)?$/, "must be degrees like 2.35").transform(Number)).pipe(z.array(z.number()).length(count));

export const SORTS = ["recommended", "price", "-price"] as const;

export const PropertyQuery = z
  .strictObject({
    text: z.string().trim().max(100).optional(),
    near: Coordinates(2).optional().meta({ description: "lng,lat; with `radius`" }),
    radius: z.coerce.number().min(0.1).max(500).optional().meta({ description: "Kilometres around `near`; 25 where absent" }),
    bbox: Coordinates(4).optional().meta({ description: "west,south,east,north" }),
    checkIn: Night.optional(),
    checkOut: Night.optional(),
    guests: z.coerce.number().int().min(1).max(50).optional(),
    minPrice: z.coerce.number().pipe(Amount).optional(),
    maxPrice: z.coerce.number().pipe(Amount).optional(),
    currency: Currency.optional(),
    amenities: commaSeparated(Amenity).optional(),
    sort: z.enum(SORTS).default("recommended"),
    ...Paging,
  })
  .refine(({ checkIn, checkOut }) => (checkIn === undefined) === (checkOut === undefined), {
    message: "checkIn and checkOut go together",
    path: ["checkOut"],
  })
  .refine(({ checkIn, checkOut }) => !checkIn || !checkOut || checkIn < checkOut, { message: "must be after checkIn", path: ["checkOut"] })
  .refine(({ minPrice, maxPrice, currency }) => (minPrice === undefined && maxPrice === undefined) || currency !== undefined, {
    message: "a price needs its currency",
    path: ["currency"],
  });
export type PropertyQuery = z.infer<typeof PropertyQuery>;

/** The most months one request may name. */
export const MOST_MONTHS = 26;

export const MonthsQuery = z
  .strictObject({ from: Month, to: Month.meta({ description: "Included" }) })
  .refine(({ from, to }) => from <= to, { message: "must not be before from", path: ["to"] });

export const propertyRoutes = {
  findProperties: {
    method: "get", path: "/properties", status: 200, summary: "Search listed properties",
    query: PropertyQuery, answer: listOf(FoundProperty).meta({ id: "FoundProperties" }),
  },
  property: { method: "get", path: "/properties/:id", status: 200, summary: "One property", params: byId, answer: Property },
  months: {
    method: "get", path: "/properties/:id/months", status: 200,
    summary: `Its months, at most ${MOST_MONTHS}; those outside its horizon are absent`,
    params: byId, query: MonthsQuery, answer: z.object({ items: z.array(PublicMonth) }).meta({ id: "PublicMonths" }),
  },
  quote: {
    method: "get", path: "/properties/:id/quote", status: 200,
    summary: "What a stay would cost; refused where it could not be held",
    params: byId, query: StayQuery, answer: OfferedQuote,
  },
} as const satisfies Record<string, Route>;
