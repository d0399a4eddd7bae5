import type { Raw } from "./variables.ts";

/** What a process is: `embedded` is all of them in one, with a MongoDB of its own. */
export type RoleName = "embedded" | "server" | "workers" | "relay";

const STRIPE_NAMES = ["STRIPE_WEBHOOK_SECRET", "STRIPE_PUBLISHABLE_KEY", "STRIPE_API_BASE"] as const;

const goesOutInTheOpen = (address: string) => /^http:/.test(address) && !/^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(address);

/** What no variable can tell alone. Takes text, so that it also speaks where another variable is wrong. */
export function acrossVariables(raw: Raw, role: RoleName): string[] {
  const production = raw.NODE_ENV === "production";
  const problems: string[] = [];
  if (role === "embedded" && production) problems.push("NODE_ENV: `npm start` is for one machine with demo data; production runs `npm run server` and `npm run jobs`");
  if (role === "relay" && raw.REDIS_URL === undefined) problems.push("REDIS_URL: is required, a relay tells all servers through it");
  if (role !== "embedded" && raw.MONGODB_URI === undefined) problems.push("MONGODB_URI: is required, only `npm start` runs a MongoDB of its own");
  for (const name of raw.STRIPE_SECRET_KEY === undefined ? STRIPE_NAMES : []) {
    if (raw[name] !== undefined) problems.push(`${name}: does nothing without STRIPE_SECRET_KEY`);
  }
  if (raw.STRIPE_SECRET_KEY !== undefined && raw.STRIPE_WEBHOOK_SECRET === undefined) problems.push("STRIPE_WEBHOOK_SECRET: is required with STRIPE_SECRET_KEY");
  problems.push(...aboutGoogle(raw, production));
  if (!production) return problems;
  if (raw.LIMITS === "none") problems.push("LIMITS: can't be none in production; set those that are too strict");
  if (role === "relay") return problems; // it speaks to nobody outside
  if (raw.OUTBOUND_ALLOW !== undefined) problems.push("OUTBOUND_ALLOW: is for tests; in production nobody may call what is private");
  if (raw.SMTP_URL !== undefined && raw.MAIL_FROM === undefined) problems.push("MAIL_FROM: is required with SMTP_URL in production; letters from a domain that isn't yours are refused");
  if (raw.AUTH_KEYS === undefined) problems.push("AUTH_KEYS: is required in production");
  if (raw.PUBLIC_URL === undefined) problems.push("PUBLIC_URL: is required in production");
  else if (goesOutInTheOpen(raw.PUBLIC_URL)) problems.push("PUBLIC_URL: must be https in production; browsers keep the session's cookie only there");
  if (goesOutInTheOpen(raw.STRIPE_API_BASE ?? "")) problems.push("STRIPE_API_BASE: must be https in production; the secret key is sent there");
  return problems;
}

function aboutGoogle({ GOOGLE_CLIENT_ID: id, GOOGLE_CLIENT_SECRET: secret, GOOGLE_ISSUER: issuer = "" }: Raw, production: boolean): string[] {
  const problems: string[] = [];
  if (id !== undefined && secret === undefined) problems.push("GOOGLE_CLIENT_SECRET: is required with GOOGLE_CLIENT_ID");
  if (secret !== undefined && id === undefined) problems.push("GOOGLE_CLIENT_SECRET: does nothing without GOOGLE_CLIENT_ID");
  if (issuer !== "" && id === undefined) problems.push("GOOGLE_ISSUER: does nothing without GOOGLE_CLIENT_ID");
  if (production ? /^http:/.test(issuer) : goesOutInTheOpen(issuer)) problems.push("GOOGLE_ISSUER: must be https, but on this machine outside production; whoever stands between could sign in as anybody");
  return problems;
}
