import type { Actor, Context } from "../../shared/booking/context.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { Sandbox } from "../../shared/payments/sandbox/sandbox.ts";
import type { Account } from "./accounts.ts";

/** What the verbs work with, and the sandbox as whoever pays sees it. Its clock shows the time that is lived through. */
export interface DemoContext extends Context {
  sandbox: Sandbox;
}

export const actorOf = ({ id, roles }: Account): Actor & { id: Id } => ({ id, roles });
