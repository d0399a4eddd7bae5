import type { RouteName } from "../../shared/contract/rest.ts";
import { type AuthDoor, authHandlers } from "./auth.ts";
import type { Handlers } from "./bind.ts";
import { bookingHandlers } from "./bookings.ts";
import { hostHandlers } from "./host.ts";
import { meHandlers } from "./me.ts";
import { opsHandlers } from "./ops.ts";
import { propertyHandlers } from "./properties.ts";
import { sandboxHandlers } from "./sandbox.ts";

type SandboxName = Extract<RouteName, `sandbox${string}`>;

export interface HandlerOptions {
  auth: AuthDoor;
  /** Absent in production: then these routes don't exist. */
  sandbox?: Parameters<typeof sandboxHandlers>[0] | undefined;
}

/** Everything that answers under /api. */
export function createHandlers({ auth, sandbox }: HandlerOptions): Handlers<Exclude<RouteName, SandboxName>> & Partial<Handlers<SandboxName>> {
  return {
    ...authHandlers(auth),
    ...meHandlers,
    ...propertyHandlers,
    ...bookingHandlers,
    ...hostHandlers,
    ...opsHandlers,
    ...(sandbox && sandboxHandlers(sandbox)),
  };
}
