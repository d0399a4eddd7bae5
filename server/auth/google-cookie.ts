/** The cookie of one way to Google and back. */
import { parse } from "cookie";
import type { CookieOptions, Request, Response } from "express";
import { FLOW_SECONDS } from "../../shared/accounts/google-flow.ts";

export interface FlowCookie {
  read(req: Request): string | undefined;
  set(req: Request, res: Response, sealed: string): void;
  clear(req: Request, res: Response): void;
}

/** Lax and not strict: Google's page sends the browser back, and it has to come along. Otherwise as the refresh token's. */
export function flowCookie(alwaysSecure: boolean): FlowCookie {
  const kind = (req: Request): { name: string; options: CookieOptions } => {
    const secure = alwaysSecure || req.secure;
    return { name: secure ? "__Host-vacancy-google" : "vacancy-google", options: { httpOnly: true, secure, sameSite: "lax", path: "/" } };
  };
  return {
    read: (req) => parse(req.headers.cookie ?? "")[kind(req).name],
    set(req, res, sealed) {
      const { name, options } = kind(req);
      res.cookie(name, sealed, { ...options, maxAge: FLOW_SECONDS * 1000 });
    },
    clear(req, res) {
      const { name, options } = kind(req);
      res.clearCookie(name, options);
    },
  };
}
