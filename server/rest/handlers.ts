import type { RouteName } from "../../shared/contract/rest.ts";
import type { Cache } from "../../shared/cache/cache.ts";
import { type AuthDoor, authHandlers } from "./auth.ts";
import type { Handlers } from "./bind.ts";
import { bookingHandlers } from "./bookings.ts";
import { hostHandlers } from "./host.ts";
import { meHandlers } from "./me.ts";
import { opsHandlers } from "./ops.ts";
import { propertyHandlers } from "./properties.ts";
import { sandboxHandlers } from "./sandbox.ts";
import { webhookHandlers } from "./webhooks.ts";

/** Exist with one provider of payments and not with the other. */
type ProviderName = Extract<RouteName, `sandbox${string}` | `stripe${string}`>;

export interface HandlerOptions {
  auth: AuthDoor;
  cache: Cache;
  /** Absent in production and with Stripe: then these routes don't exist. */
  sandbox?: Parameters<typeof sandboxHandlers>[0] | undefined;
  /** Absent without it, likewise. */
  stripe?: Parameters<typeof webhookHandlers>[0] | undefined;
}

/** Everything that answers under /api. */
export function createHandlers({ auth, cache, sandbox, stripe }: HandlerOptions): Handlers<Exclude<RouteName, ProviderName>> & Partial<Handlers<ProviderName>> {
  return {
    ...authHandlers(auth),
    ...meHandlers(auth.cookie),
    ...propertyHandlers(cache),
    ...bookingHandlers,
    ...hostHandlers,
    ...opsHandlers,
    ...(sandbox && sandboxHandlers(sandbox)),
    ...(stripe && webhookHandlers(stripe)),
  };
}
