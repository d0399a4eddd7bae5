/**
 * The whole list of settings: what is checked here is also what `.env.example` is printed from. A variable that is empty
 * counts as absent. A secret can come as a file instead, named by `…_FILE`.
 */
import { z } from "zod";
import { AuthKeys } from "../auth-keys.ts";
import { LimitsText } from "../limits.ts";

export const GOOGLE = "https://accounts.google.com";
export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const whole = (from: number, to: number) =>
  z.string().regex(/^\d{1,9}$/, `must be a whole number from ${from} to ${to}`).transform(Number).pipe(z.int().min(from).max(to));

const commaSeparated = (text: string) => text.split(",").map((part) => part.trim()).filter(Boolean);

/** Its origin where the text is an http address, `undefined` where not. */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin } = new URL(text);
  return protocol === "http:" || protocol === "https:" ? origin : undefined;
}

const Origin = z.string().refine((text) => originOf(text) === text, "must be an origin like https://stay.example.com, without a path");

const TrustProxy = z.string().transform((text, context): number | string[] => {
  if (/^\d$/.test(text)) return Number(text);
  if (!/^(true|\*)$/i.test(text) && commaSeparated(text).every((part) => /^([\d.]+|[\da-f:]*:[\da-f:.]*)(\/\d{1,3})?$|^(loopback|linklocal|uniquelocal)$/i.test(part))) {
    return commaSeparated(text);
  }
  context.addIssue({ code: "custom", message: "must be how many proxies stand before this process (0 to 9), or their addresses" });
  return z.NEVER;
});

const MailFrom = z.string().max(320).regex(/^[^<>"\r\n]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/, "must be an address like Vacancy <stays@example.com>");

const ReminderDays = z.string().transform((text, context): number[] => {
  const days = text === "none" ? [] : commaSeparated(text).map(Number);
  if (days.every((day) => Number.isInteger(day) && day >= 1 && day <= 60)) return [...new Set(days)].sort((a, b) => b - a);
  context.addIssue({ code: "custom", message: "must be whole numbers of days from 1 to 60 like 7,1, or none" });
  return z.NEVER;
});

/** What `.env.example` says beside a variable. */
export interface About {
  description: string;
  /** The value where it is absent, as written; or in words. */
  fallback?: string;
  example?: string;
  secret?: true;
}
const variable = <T extends z.ZodType>(type: T, about: About) => type.optional().meta({ ...about });

export const variables = z.object({
  NODE_ENV: variable(z.enum(["development", "test", "production"]), { description: "`production` refuses whatever is meant for a laptop: demo accounts, the sandbox, keys made on the spot.", fallback: "development" }),
  PORT: variable(whole(0, 65_535), { description: "The port of pages, REST and sockets; 0 takes any free one.", fallback: "3000" }),
  HOST: variable(z.string().max(255), { description: "The address to listen on. Absent: this machine alone (127.0.0.1), all addresses in production (0.0.0.0).", example: "0.0.0.0" }),
  PUBLIC_URL: variable(Origin, { description: "Where browsers reach the service; links in letters begin with it. Required in production, there with https. Absent: http://localhost and the port.", example: "https://stay.example.com" }),
  ALLOWED_ORIGINS: variable(z.string().transform(commaSeparated).pipe(z.array(Origin)), { description: "Origins whose pages may call the service, comma-separated. Absent: PUBLIC_URL, and outside production localhost and 127.0.0.1.", example: "https://stay.example.com,https://www.example.com" }),
  TRUST_PROXY: variable(TrustProxy, { description: "How many proxies stand before this process, or their addresses: whose X-Forwarded-For is believed.", fallback: "0" }),
  DATA_DIR: variable(z.string(), { description: "Where `npm start` keeps its data. Not used where MONGODB_URI is set.", fallback: ".data" }),
  MONGODB_URI: variable(z.string().regex(/^mongodb(\+srv)?:\/\/[^\s/]+/, "must be an address like mongodb://host:27017/vacancy?replicaSet=name"), { description: "A MongoDB 6 or newer that runs as a replica set. Absent: `npm start` runs one of its own; every other role needs it.", example: "mongodb://127.0.0.1:27017/vacancy?replicaSet=rs0", secret: true }),
  REDIS_URL: variable(z.string().regex(/^rediss?:\/\/\S+$/, "must be an address like redis://host:6379"), { description: "A Redis 7 or newer, through which a relay feeds all servers, and in which they count together what LIMITS limits and keep what anyone may see. Absent, or while it is gone: each server feeds itself and counts for itself.", example: "redis://127.0.0.1:6379", secret: true }),
  LIMITS: variable(LimitsText, { description: "How much one address, account and connection may do: `strict`, `none` (not in production), or the strict ones with some set otherwise. Absent: strict in production, else none.", example: "requests=3000,liveHolds=10" }),
  MONGOD: variable(z.string(), { description: "The mongod that `npm start` runs. Absent: the one on PATH, else one that is fetched.", example: "/usr/bin/mongod" }),
  AUTH_KEYS: variable(AuthKeys, { description: "Keys of access tokens, `kid:secret` with the secret as base64url of 32 bytes or more, comma-separated. The first signs, all verify. Required in production; otherwise made once and kept in MongoDB.", example: "2026-11:<openssl rand -base64 48 | tr '+/' '-_'>", secret: true }),
  STRIPE_SECRET_KEY: variable(z.string().regex(/^[sr]k_(test|live)_\w+$/, "must be a key like sk_live_…"), { description: "Payments go through Stripe. Absent: through a sandbox, which takes test cards, and in production none.", example: "sk_live_…", secret: true }),
  STRIPE_WEBHOOK_SECRET: variable(z.string().regex(/^\S{8,}$/, "must be the secret of the endpoint, like whsec_…"), { description: "Signs what Stripe tells `/api/webhooks/stripe`. Required with STRIPE_SECRET_KEY.", example: "whsec_…", secret: true }),
  STRIPE_PUBLISHABLE_KEY: variable(z.string().regex(/^pk_(test|live)_\w+$/, "must be a key like pk_live_…"), { description: "What the page shows Stripe with. Nobody can pay on the page without it.", example: "pk_live_…" }),
  STRIPE_API_BASE: variable(Origin, { description: "An origin that stands in for Stripe, in tests.", example: "http://127.0.0.1:12111" }),
  GOOGLE_CLIENT_ID: variable(z.string().regex(/^[\w.-]{5,200}$/, "must be an id like 123-abc.apps.googleusercontent.com"), { description: "People can sign in with Google. Absent: they are not offered it.", example: "123-abc.apps.googleusercontent.com" }),
  GOOGLE_CLIENT_SECRET: variable(z.string().regex(/^\S{8,}$/, "must be the secret of that client, 8 characters or more"), { description: "The secret that Google gave with it. Required with GOOGLE_CLIENT_ID.", example: "GOCSPX-…", secret: true }),
  GOOGLE_ISSUER: variable(Origin, { description: "Who vouches for people in Google's place, in tests: speaks OpenID Connect.", fallback: GOOGLE }),
  SMTP_URL: variable(z.string().regex(/^smtps?:\/\/[^\s?#]+$/, "must be an address like smtp://name:password@host:587, without a ? or #"), { description: "The mail server that letters go through. Absent: letters lie in a mailbox on this machine, at /mailbox, and in production none are sent.", example: "smtps://name:password@mail.example.com", secret: true }),
  MAIL_FROM: variable(MailFrom, { description: "Whom letters come from. Required with SMTP_URL in production.", fallback: "Vacancy <stays@vacancy.test>" }),
  REMINDER_DAYS: variable(ReminderDays, { description: "How many days before check-in a guest is reminded of it, comma-separated; `none` for never.", fallback: "7,1" }),
  OUTBOUND_ALLOW: variable(z.string().transform(commaSeparated).pipe(z.array(z.string().regex(/^[\w.-]+:\d{1,5}$/, "must be hosts with ports, like 127.0.0.1:8080"))), { description: "Hosts and ports that webhooks and calendars may be called at although they are private or speak http, in tests. Refused in production.", example: "127.0.0.1:8080" }),
  HOLD_SECONDS: variable(whole(1, 86_400), { description: "Seconds for which a hold keeps its nights.", fallback: "600" }),
  DRAIN_SECONDS: variable(whole(0, 600), { description: "Seconds that a server which is to end goes on serving, while it sends live clients elsewhere and whoever sends it requests finds out. Absent: 6 in production, else 0.", example: "6" }),
  LOG_LEVEL: variable(z.enum(LOG_LEVELS), { description: `The least that is logged: ${LOG_LEVELS.join(", ")}. Absent: info, and warn where \`npm start\` speaks to a person.`, example: "info" }),
});

export type Name = keyof typeof variables.shape;
/** As text, secrets' files read. */
export type Raw = Partial<Record<Name, string>>;
