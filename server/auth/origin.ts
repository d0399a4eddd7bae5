import type { RequestHandler } from "express";
import type { Config } from "../../shared/config.ts";
import { Refusal } from "../../shared/contract/errors.ts";

/** Reading is safe: it changes nothing, and a page elsewhere can't see the answer. */
const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a page of this origin may act here. Without an origin it is no browser's page, and passes. */
export type OriginAllowed = (origin: string | undefined, host: string | undefined) => boolean;

/**
 * Pages of the public address, and of those listed. On a machine of one's own also those of the host that is asked, under
 * whatever name it is reached; in production a name that somebody else lets point here would pass so.
 */
export function allowOrigins({ allowedOrigins, publicUrl, production }: Pick<Config, "allowedOrigins" | "publicUrl" | "production">): OriginAllowed {
  const listed = new Set([...allowedOrigins, publicUrl]);
  return (origin, host) => {
    if (origin === undefined || listed.has(origin)) return true;
    return !production && host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
  };
}

/** Keeps other sites' pages from acting with a browser's cookies. */
export function guardOrigin(originAllowed: OriginAllowed): RequestHandler {
  return ({ method, headers }, _res, next) => {
    if (READS.has(method) || originAllowed(headers.origin, headers.host)) return next();
    throw new Refusal("forbidden", "Pages of this origin may not call the service");
  };
}
