import { createHash } from "node:crypto";
import type { Id } from "../../shared/contract/ids.ts";
import type { Role } from "../../shared/contract/user.ts";

/** Of every demo account. Known to all the world, which is why production refuses to start where one of them exists. */
export const PASSWORD = "vacancy-demo-1";

export interface Account {
  id: Id;
  email: string;
  name: string;
  roles: Role[];
}

/** The id follows from the address, so that loading again finds the same person. */
function account(name: string, mailbox: string, roles: Role[]): Account {
  const email = `${mailbox}@vacancy.test`;
  const id = createHash("sha256").update(`vacancy demo ${email}`).digest("hex").slice(0, 24);
  return { id, email, name, roles };
}

export const guests = [
  account("Ada Lindqvist", "guest", ["guest"]),
  account("Noor Haddad", "guest2", ["guest"]),
  account("Priya Raman", "guest3", ["guest"]),
  account("Lukas Brandt", "guest4", ["guest"]),
  account("Chiara Conti", "guest5", ["guest"]),
  account("Daniel Okafor", "guest6", ["guest"]),
] as const;

export const hosts = {
  marta: account("Marta Oliveira", "host", ["guest", "host"]),
  tom: account("Tom Ashworth", "host2", ["guest", "host"]),
} as const;

const support = account("Sam Rivera", "support", ["support"]);
const admin = account("Alex Novak", "admin", ["admin"]);

export const everybody: readonly Account[] = [...guests, hosts.marta, hosts.tom, support, admin];

/** Those worth signing in as. */
export const accounts: readonly Account[] = [guests[0], guests[1], hosts.marta, hosts.tom, support, admin];
