import type { Actor } from "../../shared/booking/context.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { Route } from "../../shared/contract/routes/route.ts";
import type { Person } from "./tokens.ts";

/** A person as the verbs know it, and which of their devices it is. */
export type SignedIn = Actor & { id: Id; family: Id };

export function actorOf({ id, roles, family }: Pick<Person, "id" | "roles" | "family">): SignedIn {
  return { id, roles, family };
}

/** @throws Refusal `unauthenticated` where somebody has to be signed in, `forbidden` where they lack the role */
export function authorise(who: Route["who"], person: Person | undefined): SignedIn | undefined {
  if (!person) {
    if (who === "anyone") return undefined;
    throw new Refusal("unauthenticated", "Send an access token: `Authorization: Bearer …`");
  }
  if (typeof who !== "string" && !who.some((role) => person.roles.includes(role))) {
    throw new Refusal("forbidden", `This is for the role ${who.join(" or ")}`);
  }
  return actorOf(person);
}
