import type { Actor } from "../../shared/booking/context.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Id } from "../../shared/contract/ids.ts";
import { mayTry, type Permission, rolesOf } from "../../shared/contract/permissions.ts";
import type { Person } from "./tokens.ts";

/** A person as the verbs know it, and which of their devices it is. */
export type SignedIn = Actor & { id: Id; family: Id };

export function actorOf({ id, roles, family }: Pick<Person, "id" | "roles" | "family">): SignedIn {
  return { id, roles, family };
}

/** @throws Refusal `unauthenticated` where somebody has to be signed in, `forbidden` where they lack the role */
export function authorise(permission: Permission, person: Person | undefined): SignedIn | undefined {
  if (!mayTry(permission, person?.roles)) throw refusal(permission, person);
  return person && actorOf(person);
}

function refusal(permission: Permission, person: Person | undefined): Refusal {
  if (!person || typeof permission === "string") return new Refusal("unauthenticated", "Send an access token: `Authorization: Bearer …`");
  return new Refusal("forbidden", `This is for the role ${rolesOf(permission).join(" or ")}`);
}
