/** What support and admins may decide about a person: what the service would refuse is not offered. */
import { type FoundUser, type Person, Role } from "../../../shared/contract/user.ts";

export interface RoleChange {
  role: Role;
  granted: boolean;
}

const isAdmin = ({ roles }: Pick<Person, "roles">) => roles.includes("admin");
const isStaff = ({ roles }: Pick<Person, "roles">) => roles.includes("support") || isAdmin({ roles });

export function maySuspend(me: Person, user: FoundUser): boolean {
  return user.id !== me.id && (isAdmin(me) || !isStaff(user));
}

/** For each role giving it, then taking it away, which is the graver. An admin's own role only another takes. */
export function roleChanges(me: Person, user: FoundUser): RoleChange[] {
  if (!isAdmin(me)) return [];
  return Role.options.filter((role) => !(role === "admin" && user.id === me.id)).map((role) => ({ role, granted: !user.roles.includes(role) })).sort((a, b) => Number(b.granted) - Number(a.granted));
}
