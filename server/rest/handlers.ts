import type { RouteName } from "../../shared/contract/rest.ts";
import type { Cache } from "../../shared/cache/cache.ts";
import { type AuthDoor, authHandlers } from "./auth.ts";
import type { Handlers } from "./bind.ts";
import { bookingHandlers } from "./bookings.ts";
import { calendarHandlers } from "./calendars.ts";
import { hostHandlers } from "./host.ts";
import { hostWebhookHandlers } from "./host-webhooks.ts";
import { jobHandlers } from "./jobs.ts";
import { letterHandlers } from "./letters.ts";
import { meHandlers } from "./me.ts";
import { opsHandlers } from "./ops.ts";
import { propertyHandlers } from "./properties.ts";
import { sandboxHandlers } from "./sandbox.ts";
import { webhookHandlers } from "./webhooks.ts";
import { wishHandlers } from "./wishes.ts";

/** Exist with one provider of payments and not with the other. */
type ProviderName = Extract<RouteName, `sandbox${string}` | `stripe${string}`>;

export interface HandlerOptions {
  auth: AuthDoor;
  cache: Cache;
  calendars: Parameters<typeof calendarHandlers>[0];
  /** Hosts with ports that may be called although they are private or speak http. */
  outboundAllow: readonly string[];
  /** Absent in production and with Stripe: then these routes don't exist. */
  sandbox?: Parameters<typeof sandboxHandlers>[0] | undefined;
  /** Absent without it, likewise. */
  stripe?: Parameters<typeof webhookHandlers>[0] | undefined;
}

/** Everything that answers under /api. */
export function createHandlers({ auth, cache, calendars, outboundAllow, sandbox, stripe }: HandlerOptions): Handlers<Exclude<RouteName, ProviderName>> & Partial<Handlers<ProviderName>> {
  return {
    ...authHandlers(auth),
    ...meHandlers(auth.cookie),
    ...letterHandlers(auth.keys),
    ...propertyHandlers(cache),
    ...bookingHandlers,
    ...hostHandlers,
    ...calendarHandlers(calendars),
    ...hostWebhookHandlers(outboundAllow),
    ...opsHandlers,
    ...wishHandlers,
    ...jobHandlers,
    ...(sandbox && sandboxHandlers(sandbox)),
    ...(stripe && webhookHandlers(stripe)),
  };
}
