/** What a cluster is full of: properties of one host, months that people look at, and a guest who holds. */
import { openKeys } from "../../../shared/accounts/keys.ts";
import { createUser } from "../../../shared/accounts/create-user.ts";
import type { Context } from "../../../shared/booking/context.ts";
import { addMonths } from "../../../shared/contract/dates.ts";
import { newId } from "../../../shared/store/ids.ts";
import type { Store } from "../../../shared/store/open.ts";
import { databaseClock } from "../../../shared/store/transact.ts";
import { signAccessToken } from "../../../server/auth/tokens.ts";
import { aHost, aProperty, aSession, contextWith, listedProperty, type Person } from "../fixtures.ts";
import { hashPassword } from "../../../shared/accounts/passwords.ts";
import { PASSWORD } from "../service.ts";

export interface Town {
  context: Context;
  host: Person;
  guestId: string;
  propertyIds: string[];
  /** The next ones. */
  months: string[];
  /** The guest's, good for minutes. */
  token(): Promise<string>;
}

/** Milliseconds after which a token is made anew; it lasts ten minutes. */
const FRESH = 240_000;

export async function settleTown(store: Store, properties: number, { units = 50, monthsAhead = 3 } = {}): Promise<Town> {
  const context = contextWith(store, databaseClock(store));
  const host = aHost();
  const guestId = newId();
  await createUser(store, { _id: guestId, email: `${guestId}@vacancy.test`, name: "Guest", roles: ["guest"], passwordHash: await hashPassword(PASSWORD) });
  const propertyIds: string[] = [];
  for (let made = 0; made < properties; made += 1) {
    propertyIds.push((await listedProperty(context, host, { units, rules: { ...aProperty.rules, horizonDays: 32 * (monthsAhead + 1) } }))._id);
  }
  const now = (await context.clock()).toISOString().slice(0, 7);
  let signed: { at: number; token: Promise<string> } | undefined;
  return {
    context, host, guestId, propertyIds,
    months: Array.from({ length: monthsAhead }, (_, index) => addMonths(now, index + 1)),
    token() {
      if (!signed || performance.now() - signed.at > FRESH) signed = { at: performance.now(), token: sign(store, guestId) };
      return signed.token;
    },
  };
}

async function sign(store: Store, guestId: string): Promise<string> {
  const keys = await openKeys({ store, config: { authKeys: undefined } });
  return (await signAccessToken(keys, { id: guestId, name: "Guest", roles: ["guest"], ...aSession() })).accessToken;
}
