/**
 * Every route under /api, once: the server binds them, the page calls them, OpenAPI is printed from them.
 * A path parameter is written as Express writes it (`:id`).
 */
import type { z } from "zod";
import { accountRoutes } from "./routes/accounts.ts";
import { bookingRoutes } from "./routes/bookings.ts";
import { calendarRoutes } from "./routes/calendars.ts";
import { hostingRoutes } from "./routes/hosting.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { sandboxRoutes, stripeRoutes } from "./routes/payments.ts";
import { letterRoutes } from "./routes/letters.ts";
import { propertyRoutes } from "./routes/properties.ts";
import type { Route } from "./routes/route.ts";
import { supportRoutes } from "./routes/support.ts";
import { wishRoutes } from "./routes/wishes.ts";
import { webhookRoutes } from "./routes/webhooks.ts";

export const routes = {
  ...accountRoutes,
  ...letterRoutes,
  ...propertyRoutes,
  ...bookingRoutes,
  ...hostingRoutes,
  ...calendarRoutes,
  ...webhookRoutes,
  ...stripeRoutes,
  ...supportRoutes,
  ...wishRoutes,
  ...jobRoutes,
} as const satisfies Record<string, Route>;

export { sandboxRoutes };

export type Routes = typeof routes & typeof sandboxRoutes;
export type RouteName = keyof Routes;

type Input<R, K extends "params" | "query" | "body"> = R extends { [key in K]: z.ZodType } ? { [key in K]: z.input<R[K]> } : object;
type Output<R, K extends "params" | "query" | "body"> = R extends { [key in K]: z.ZodType } ? { [key in K]: z.output<R[K]> } : object;

/** What a caller of a route passes, what its handler is given, and what it answers. */
export type RouteInput<R> = Input<R, "params"> & Input<R, "query"> & Input<R, "body">;
export type RouteOutput<R> = Output<R, "params"> & Output<R, "query"> & Output<R, "body">;
export type RouteAnswer<R extends Route> = z.output<R["answer"]>;
