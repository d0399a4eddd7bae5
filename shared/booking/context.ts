import type { ActorRole } from "../contract/events.ts";
import type { Id } from "../contract/ids.ts";
import type { Payments } from "../payments/payments.ts";
import type { TransactionContext } from "../store/transact.ts";

/** What a verb works with. */
export interface Context extends TransactionContext {
  payments: Payments;
  /** How long a hold lasts, in seconds. */
  holdSeconds: number;
  /** How many live holds a guest may have; absent: any number. */
  mostHolds?: number | undefined;
}

/** Who does it: a person with roles, or the service itself. */
export interface Actor {
  id?: Id;
  roles: readonly ActorRole[];
}

export const SYSTEM: Actor = { roles: ["system"] };

/** Who does it, and in the role that lets them. */
export interface By {
  actor: Actor;
  role: ActorRole;
}

/** Of events that nobody but the service itself brought about. */
export const BY_SYSTEM = { actor: SYSTEM, role: "system" } as const;

/** The actor as an event names it, in the role that let it act. */
export function acting(actor: Actor, role: ActorRole): { id?: Id; role: ActorRole } {
  return { ...(actor.id && { id: actor.id }), role };
}
