import { setTimeout as delay } from "node:timers/promises";
import type { Request, Response } from "express";
import type { Keys } from "../../shared/accounts/keys.ts";
import { changePassword } from "../../shared/accounts/change-me.ts";
import { personOf } from "../../shared/accounts/person.ts";
import { type Device, refresh, signIn, signOut } from "../../shared/accounts/refresh.ts";
import { register } from "../../shared/accounts/register.ts";
import { askReset, resetPassword } from "../../shared/accounts/reset-password.ts";
import { verifyEmail } from "../../shared/accounts/verify-email.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { done } from "../../shared/contract/ids.ts";
import { Language, type LoggedIn } from "../../shared/contract/user.ts";
import type { HiddenCookie } from "../auth/cookie.ts";
import type { Identify } from "../auth/passport.ts";
import { signAccessToken } from "../auth/tokens.ts";
import type { Handlers } from "./bind.ts";

/** Milliseconds that registering or asking for a letter takes at least: only some wait for a commit, and no clock shall tell which. */
const AT_LEAST = 250;

export interface AuthDoor {
  keys: Keys;
  identify: Identify;
  cookie: HiddenCookie;
  /** Whether people can sign in with Google. */
  google: boolean;
}

export function authHandlers({ keys, identify, cookie, google }: AuthDoor): Handlers<"signInWays" | "register" | "verifyEmail" | "forgot" | "reset" | "login" | "refresh" | "logout" | "changePassword"> {
  const loggedIn = async (req: Request, res: Response, { user, family, refreshToken }: Device): Promise<LoggedIn> => {
    const person = personOf(user);
    const { accessToken, expiresAt } = await signAccessToken(keys, { ...person, family, epoch: user.epoch });
    cookie.set(req, res, refreshToken);
    return { accessToken, expiresAt: expiresAt.toISOString(), user: person };
  };
  return {
    async signInWays() {
      return { google };
    },
    async register({ input, context, req }) {
      const { language = languageOf(req), ...registration } = input.body;
      await Promise.all([register(context, { ...registration, language }), delay(AT_LEAST)]);
      return done;
    },
    async verifyEmail({ input, context }) {
      await verifyEmail({ ...context, keys }, input.body);
      return done;
    },
    async forgot({ input, context }) {
      await Promise.all([askReset(context, input.body), delay(AT_LEAST)]);
      return done;
    },
    async reset({ input, context }) {
      await resetPassword({ ...context, keys }, input.body);
      return done;
    },
    async changePassword({ input, actor, context, req, res }) {
      const user = await changePassword(context, actor, input.body);
      return loggedIn(req, res, await signIn(context, user, agentOf(req)));
    },
    async login({ input, context, req, res }) {
      req.body = input.body; // Passport reads it there
      const user = await identify.byPassword(req, res);
      if (!user) throw new Refusal("unauthenticated", "The e-mail address or the password is wrong, or the address is not verified yet");
      if (user.suspended) throw new Refusal("forbidden", "This account is suspended; write to support");
      const before = cookie.read(req);
      if (before !== undefined) await signOut(context, before); // its cookie is about to be gone
      return loggedIn(req, res, await signIn(context, user, agentOf(req)));
    },
    async refresh({ context, req, res }) {
      const token = cookie.read(req);
      const device = token === undefined ? undefined : await refresh({ ...context, keys }, token);
      if (!device) {
        cookie.clear(req, res);
        throw new Refusal("unauthenticated", "This session has ended; sign in again");
      }
      return loggedIn(req, res, device);
    },
    async logout({ context, req, res }) {
      const token = cookie.read(req);
      if (token !== undefined) await signOut(context, token);
      cookie.clear(req, res);
      return done;
    },
  };
}

/** What a device calls itself, for the list of its person's: as long as a line. */
export const agentOf = (req: Request) => (req.get("User-Agent") ?? "").slice(0, 200);

/** What the browser asks for, of what letters can be written in. */
export function languageOf(req: Request): Language | undefined {
  return Language.safeParse(req.acceptsLanguages(Language.options)).data;
}
