/** What one address and one person may ask over REST. */
import { createHash } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import type { RouteName } from "../../shared/contract/rest.ts";
import type { Route } from "../../shared/contract/routes/route.ts";
import type { RateName } from "../../shared/limits.ts";
import type { SignedIn } from "../auth/actor.ts";
import { addressKey } from "./address.ts";
import { type Rates, refuseBeyond, type Taken } from "./rates.ts";
import type { Refusals } from "./refusals.ts";

export interface RequestLimits {
  /** Of the address, before anything is done for it. */
  ofAddress: RequestHandler;
  /** Of the person, before the body is read. @throws Refusal `rate_limited` */
  ofPerson(name: RouteName, route: Route, actor: SignedIn | undefined, res: Response): Promise<void>;
  /** Of the address and of the account that a body names. @throws Refusal `rate_limited` */
  ofAccount(name: RouteName, body: unknown, req: Request, res: Response): Promise<void>;
  /** After it went well: who knew the password was no attacker. */
  wentWell(name: RouteName, body: unknown, req: Request): Promise<void>;
}

/** Where a payment provider tells what happened. */
export const NOTICES = "/api/webhooks/stripe";

const CREDENTIALS: Partial<Record<RouteName, { address: RateName; account: RateName }>> = {
  login: { address: "signIns", account: "signInsOfAccount" },
  register: { address: "registrations", account: "registrationsOfAccount" },
  forgot: { address: "resets", account: "resetsOfAccount" },
};

/** Says a password again, or makes us write to an address that its person names. */
const PASSWORDS: ReadonlySet<RouteName> = new Set(["changePassword", "changeEmail", "deleteMe"]);

export function limitRequests(rates: Rates, refusals: Refusals): RequestLimits {
  async function take(name: RateName, key: string, req: Request | undefined, res: Response): Promise<void> {
    const taken = await rates.take(name, key);
    if (!taken) return;
    tell(res, taken);
    refuseBeyond(taken, refusals, req?.ip === undefined ? undefined : addressKey(req.ip));
  }
  return {
    ofAddress(req, res, next) {
      take(req.path === NOTICES ? "notices" : "requests", keyOf(req), req, res).then(() => next(), next);
    },
    async ofPerson(name, { method }, actor, res) {
      if (!actor) return;
      if (PASSWORDS.has(name)) await take("passwords", actor.id, undefined, res);
      if (name === "hold") await take("holds", actor.id, undefined, res);
      if (name === "syncCalendar") await take("readings", actor.id, undefined, res);
      if (method !== "get") await take("writes", actor.id, undefined, res);
    },
    async ofAccount(name, body, req, res) {
      const credentials = CREDENTIALS[name];
      if (!credentials) return;
      await take(credentials.address, keyOf(req), req, res);
      // An address that has signed in to this account counts for itself: nobody else can lock its person out.
      const [account, pair] = [accountKey(body), pairKey(body, req)];
      const isFriend = name === "login" && (await rates.isFriend(pair));
      await take(credentials.account, isFriend ? pair : account, req, res);
    },
    async wentWell(name, body, req) {
      if (name !== "login") return;
      const [account, pair] = [accountKey(body), pairKey(body, req)];
      await Promise.all([rates.forgive("signInsOfAccount", account), rates.forgive("signInsOfAccount", pair), rates.befriend(pair)]);
    },
  };
}

const keyOf = ({ ip }: Request) => addressKey(ip ?? "");

/** An address for letters is nobody's business in Redis. */
function accountKey(body: unknown): string {
  const { email } = body as { email: string };
  return createHash("sha256").update(email.toLowerCase()).digest("base64url");
}

const pairKey = (body: unknown, req: Request) => `${accountKey(body)}@${keyOf(req)}`;

/** As draft-ietf-httpapi-ratelimit-headers says: a policy, and what is left of it. */
function tell(res: Response, { name, most, seconds, left, wait }: Taken): void {
  res.append("RateLimit-Policy", `"${name}";q=${most};w=${seconds}`);
  res.append("RateLimit", `"${name}";r=${left};t=${wait}`);
}
