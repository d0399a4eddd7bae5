/** The real server in this process, on a port of its own and a database of its own, and people who use it. */
import pino from "pino";
import { hashPassword } from "../../shared/accounts/passwords.ts";
import { createUser } from "../../shared/accounts/create-user.ts";
import { personOf } from "../../shared/accounts/person.ts";
import type { Person, Role } from "../../shared/contract/user.ts";
import { loadConfig, type Config } from "../../shared/config.ts";
import { newId } from "../../shared/store/ids.ts";
import type { Store } from "../../shared/store/open.ts";
import type { Clock } from "../../shared/store/transact.ts";
import { userByEmail } from "../../shared/store/users.ts";
import { signAccessToken } from "../../server/auth/tokens.ts";
import { startServer, type RunningServer } from "../../server/start.ts";
import { createClient, type Client } from "./client.ts";
import { freshStore } from "./mongo.ts";

export const PASSWORD = "correct horse battery";

/** Hashed once: hashing is slow on purpose. */
let passwordHash: Promise<string> | undefined;

export interface SignedInClient extends Client {
  person: Person;
  email: string;
  token: string;
}

export interface Service extends RunningServer {
  store: Store;
  /** A client nobody is signed in with. */
  anyone: Client;
  /** A person made with these roles, or the one of this address, with a client that carries its token. Its password is `PASSWORD`. */
  as(who: Role[] | string): Promise<SignedInClient>;
}

export interface ServiceOptions {
  clock?: Clock;
  /** Where absent, one that `close` closes. */
  store?: Store;
  config?: Partial<Config>;
  pagesFolder?: string;
}

export async function startService({ clock, store: given, config, pagesFolder }: ServiceOptions = {}): Promise<Service> {
  const store = given ?? (await freshStore());
  const server = await startServer({
    store,
    config: { ...loadConfig({ NODE_ENV: "test", PORT: "0" }), ...config },
    log: pino({ level: process.env["LOG_LEVEL"] ?? "silent" }),
    checkAnswers: true,
    ...(clock && { clock }),
    ...(pagesFolder && { pagesFolder }),
  });
  return {
    ...server,
    store,
    anyone: createClient(server.url),
    as: (who) => signIn(server, store, who),
    async close() {
      await server.close();
      if (!given) await store.close();
    },
  };
}

async function signIn({ url, keys }: RunningServer, store: Store, who: Role[] | string): Promise<SignedInClient> {
  const user = typeof who === "string" ? await userByEmail({ store }, who) : await makeUser(store, who);
  if (!user) throw new Error(`There is nobody with the address ${String(who)}`);
  const person = personOf(user);
  const { accessToken } = await signAccessToken(keys, { ...person, family: newId(), epoch: user.epoch });
  return { ...createClient(url, { Authorization: `Bearer ${accessToken}` }), person, email: user.email, token: accessToken };
}

async function makeUser(store: Store, roles: Role[]) {
  passwordHash ??= hashPassword(PASSWORD);
  const _id = newId();
  return createUser(store, { _id, email: `${_id}@vacancy.test`, name: `${roles.at(-1) ?? "nobody"} ${_id.slice(-4)}`, roles, passwordHash: await passwordHash });
}
