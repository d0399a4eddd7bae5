/** The refresh token's cookie: kept from scripts, and sent to this service from its own pages alone. */
import { parse } from "cookie";
import type { CookieOptions, Request, Response } from "express";
import { SESSION_SECONDS } from "../../shared/store/sessions.ts";

export interface RefreshCookie {
  read(req: Request): string | undefined;
  set(req: Request, res: Response, token: string): void;
  clear(req: Request, res: Response): void;
}

/**
 * Over https its name begins with `__Host-`: no other host and no plain connection can have set it. Over plain http, as
 * on a laptop's network address, browsers would drop such a cookie.
 *
 * @param alwaysSecure in production, where the connection to this process may be plain behind a proxy
 */
export function refreshCookie(alwaysSecure: boolean): RefreshCookie {
  const kind = (req: Request): { name: string; options: CookieOptions } => {
    const secure = alwaysSecure || req.secure;
    const options: CookieOptions = { httpOnly: true, secure, sameSite: "strict", path: "/" };
    return { name: secure ? "__Host-vacancy-refresh" : "vacancy-refresh", options };
  };
  return {
    read: (req) => parse(req.headers.cookie ?? "")[kind(req).name],
    set(req, res, token) {
      const { name, options } = kind(req);
      res.cookie(name, token, { ...options, maxAge: SESSION_SECONDS * 1000 });
    },
    clear(req, res) {
      const { name, options } = kind(req);
      res.clearCookie(name, options);
    },
  };
}
