/** Who is asking: Passport with a strategy for a password and one for a bearer token. No session: each request says it anew. */
import type { Request, Response } from "express";
import passport from "passport";
import { Strategy as PasswordStrategy } from "passport-local";
import { isPassword } from "../../shared/accounts/passwords.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { StoredUser } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { userByEmail } from "../../shared/store/users.ts";
import type { Person, Verify } from "./tokens.ts";

export interface Identify {
  /** By `email` and `password` of the body; `undefined` where they don't fit, or the address is not verified. */
  byPassword(req: Request, res: Response): Promise<StoredUser | undefined>;
  /** By `Authorization`; `undefined` where there is none. @throws Refusal `unauthenticated` where it is no token of ours */
  byToken(req: Request, res: Response): Promise<Person | undefined>;
}

export function createIdentify({ store, verify }: { store: Store; verify: Verify }): Identify {
  const known = new passport.Passport();
  known.use("password", passwordStrategy(store));
  known.use("token", tokenStrategy(verify));
  const ask = <T>(strategy: string, req: Request, res: Response) =>
    new Promise<T | undefined>((resolve, reject) => {
      const decide = (error: unknown, found?: unknown) => (error ? reject(error) : resolve((found || undefined) as T | undefined));
      known.authenticate(strategy, { session: false }, decide)(req, res, reject);
    });
  return {
    byPassword: (req, res) => ask<StoredUser>("password", req, res),
    byToken: (req, res) => ask<Person>("token", req, res),
  };
}

function passwordStrategy(store: Store): PasswordStrategy {
  return new PasswordStrategy({ usernameField: "email", session: false }, (email, password, done) => {
    checkPassword(store, email, password).then((user) => done(null, user ?? false), done);
  });
}

/** An unknown address and one that is not verified cost the same and end the same as a wrong password. */
async function checkPassword(store: Store, email: string, password: string): Promise<StoredUser | undefined> {
  const user = await userByEmail({ store }, email);
  const matches = await isPassword(user?.passwordHash, password);
  return user && matches && user.verified ? user : undefined;
}

/** Passport takes any object with `authenticate`, and lends it `success`, `fail` and `error`. */
function tokenStrategy(verify: Verify): passport.Strategy {
  return {
    authenticate(this: passport.StrategyCreated<passport.Strategy>, req) {
      const { authorization } = req.headers;
      if (authorization === undefined) return this.fail(401);
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (!token) return this.error(new Refusal("unauthenticated", "Authorization must be `Bearer` and an access token"));
      verify(token).then((person) => this.success(person), (error: unknown) => this.error(error));
    },
  };
}
