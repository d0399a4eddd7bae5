/** Cookies that are kept from scripts: the refresh token's, and that of one way to Google and back. */
import { parse } from "cookie";
import type { CookieOptions, Request, Response } from "express";
import { FLOW_SECONDS } from "../../shared/accounts/google-flow.ts";
import { SESSION_SECONDS } from "../../shared/store/sessions.ts";

export interface HiddenCookie {
  read(req: Request): string | undefined;
  set(req: Request, res: Response, value: string): void;
  clear(req: Request, res: Response): void;
}

/**
 * Over https its name begins with `__Host-`: no other host and no plain connection can have set it. Over plain http, as
 * on a laptop's network address, browsers would drop such a cookie.
 *
 * @param alwaysSecure in production, where the connection to this process may be plain behind a proxy
 */
function hiddenCookie(alwaysSecure: boolean, bare: string, sameSite: "strict" | "lax", seconds: number): HiddenCookie {
  const kind = (req: Request): { name: string; options: CookieOptions } => {
    const secure = alwaysSecure || req.secure;
    return { name: secure ? `__Host-${bare}` : bare, options: { httpOnly: true, secure, sameSite, path: "/" } };
  };
  return {
    read: (req) => parse(req.headers.cookie ?? "")[kind(req).name],
    set(req, res, value) {
      const { name, options } = kind(req);
      res.cookie(name, value, { ...options, maxAge: seconds * 1000 });
    },
    clear(req, res) {
      const { name, options } = kind(req);
      res.clearCookie(name, options);
    },
  };
}

/** Sent to this service from its own pages alone. */
export const refreshCookie = (alwaysSecure: boolean) => hiddenCookie(alwaysSecure, "vacancy-refresh", "strict", SESSION_SECONDS);

/** Lax and not strict: Google's page sends the browser back, and it has to come along. */
export const flowCookie = (alwaysSecure: boolean) => hiddenCookie(alwaysSecure, "vacancy-google", "lax", FLOW_SECONDS);
