/**
 * The environment, read once at boot into one frozen value. No other file reads `process.env`.
 *
 * `variables` is the whole list: what is checked here is also what `.env.example` is printed from. A variable that is
 * empty counts as absent. A secret can come as a file instead, named by `…_FILE`.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { type AuthKey, AuthKeys } from "./auth-keys.ts";
import { type Limits, LimitsText, strictLimits } from "./limits.ts";

export type { AuthKey };

const GOOGLE = "https://accounts.google.com";
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

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

/** What `.env.example` says beside a variable. */
interface About {
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
  HOLD_SECONDS: variable(whole(1, 86_400), { description: "Seconds for which a hold keeps its nights.", fallback: "600" }),
  DRAIN_SECONDS: variable(whole(0, 600), { description: "Seconds that a server which is to end goes on serving, while it sends live clients elsewhere and whoever sends it requests finds out. Absent: 6 in production, else 0.", example: "6" }),
  LOG_LEVEL: variable(z.enum(LOG_LEVELS), { description: `The least that is logged: ${LOG_LEVELS.join(", ")}. Absent: info, and warn where \`npm start\` speaks to a person.`, example: "info" }),
});

export interface StripeKeys {
  secretKey: string;
  webhookSecret: string;
  publishableKey: string | undefined;
  /** An origin in place of Stripe's own. */
  apiBase: string | undefined;
}

export interface GoogleClient {
  /** An origin, Google's own but in tests. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

export interface Config {
  env: "development" | "test" | "production";
  production: boolean;
  port: number;
  host: string;
  /** An origin, without a slash at its end. */
  publicUrl: string;
  allowedOrigins: readonly string[];
  /** As Express's `trust proxy`: how many proxies, or their addresses. */
  trustProxy: number | string[];
  /** Absolute. */
  dataDir: string;
  mongodbUri: string | undefined;
  mongod: string | undefined;
  /** The first signs. `undefined`: made once and kept in MongoDB. */
  authKeys: readonly AuthKey[] | undefined;
  /** `undefined`: the sandbox. */
  stripe: StripeKeys | undefined;
  /** `undefined`: nobody signs in with Google. */
  google: GoogleClient | undefined;
  holdSeconds: number;
  redisUrl: string | undefined;
  drainSeconds: number;
  /** `undefined`: none. */
  limits: Limits | undefined;
  logLevel: (typeof LOG_LEVELS)[number];
}

/** What a process is: `embedded` is all of them in one, with a MongoDB of its own. */
export type RoleName = "embedded" | "server" | "workers" | "relay";

/** Everything that is wrong with the environment, one line each; never a value of a secret. */
export class ConfigProblem extends Error {
  override readonly name = "ConfigProblem";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`${problems.length === 1 ? "A setting is" : `${problems.length} settings are`} wrong:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

type Name = keyof typeof variables.shape;
type Raw = Partial<Record<Name, string>>;
const names = Object.keys(variables.shape) as Name[];
const aboutOf = (name: Name) => variables.shape[name].meta() as unknown as About;

/** The variables as text, secrets' files read; one whose file can't be read is left empty. */
function collect(env: NodeJS.ProcessEnv, problems: string[]): Raw {
  const raw: Raw = {};
  for (const name of names) {
    const value = env[name]?.trim();
    const file = aboutOf(name).secret ? env[`${name}_FILE`]?.trim() : undefined;
    if (value && file) problems.push(`${name}: is set, and ${name}_FILE too; keep one`);
    if (value) raw[name] = value;
    else if (file) {
      try {
        raw[name] = readFileSync(file, "utf8").trim();
      } catch (error) {
        problems.push(`${name}_FILE: can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
        raw[name] = "";
      }
    }
  }
  return raw;
}

const STRIPE_NAMES = ["STRIPE_WEBHOOK_SECRET", "STRIPE_PUBLISHABLE_KEY", "STRIPE_API_BASE"] as const;

const goesOutInTheOpen = (address: string) => /^http:/.test(address) && !/^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(address);

/** What no variable can tell alone. Takes text, so that it also speaks where another variable is wrong. */
function acrossVariables(raw: Raw, role: RoleName): string[] {
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

function googleOf({ GOOGLE_ISSUER: issuer = GOOGLE, GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret }: z.infer<typeof variables>): GoogleClient | undefined {
  return clientId && clientSecret ? Object.freeze({ issuer, clientId, clientSecret }) : undefined;
}

function stripeOf(read: z.infer<typeof variables>): StripeKeys | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_PUBLISHABLE_KEY: publishableKey, STRIPE_API_BASE: apiBase } = read;
  return secretKey && webhookSecret ? Object.freeze({ secretKey, webhookSecret, publishableKey, apiBase }) : undefined;
}

function toConfig(read: z.infer<typeof variables>, role: RoleName): Config {
  const env = read.NODE_ENV ?? "development";
  const production = env === "production";
  const port = read.PORT ?? 3000;
  const publicUrl = read.PUBLIC_URL ?? `http://localhost:${port}`;
  const local = production ? [] : [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  return {
    env,
    production,
    port,
    host: read.HOST ?? (production ? "0.0.0.0" : "127.0.0.1"),
    publicUrl,
    allowedOrigins: Object.freeze(read.ALLOWED_ORIGINS ?? [...new Set([publicUrl, ...local])]),
    trustProxy: read.TRUST_PROXY ?? 0,
    dataDir: resolve(read.DATA_DIR ?? ".data"),
    mongodbUri: read.MONGODB_URI,
    mongod: read.MONGOD,
    authKeys: read.AUTH_KEYS && Object.freeze(read.AUTH_KEYS),
    stripe: stripeOf(read),
    google: googleOf(read),
    holdSeconds: read.HOLD_SECONDS ?? 600,
    redisUrl: read.REDIS_URL,
    drainSeconds: read.DRAIN_SECONDS ?? (production ? 6 : 0),
    limits: read.LIMITS ? read.LIMITS.limits : production ? strictLimits : undefined,
    logLevel: read.LOG_LEVEL ?? (role === "embedded" ? "warn" : "info"),
  };
}

/**
 * Reads and checks everything.
 *
 * @throws {ConfigProblem} with all that is wrong, not only the first
 */
export function loadConfig(env?: NodeJS.ProcessEnv, role?: "embedded"): Config;
export function loadConfig(env: NodeJS.ProcessEnv | undefined, role: "server" | "workers" | "relay"): Config & { mongodbUri: string };
export function loadConfig(env: NodeJS.ProcessEnv = process.env, role: RoleName = "embedded"): Config {
  const problems: string[] = [];
  const raw = collect(env, problems);
  const read = variables.safeParse(raw);
  for (const { path, message } of read.error?.issues ?? []) {
    const name = path[0] as Name;
    if (raw[name] === "") continue;
    const given = aboutOf(name).secret ? "" : `, not ${JSON.stringify(raw[name])}`;
    problems.push(`${name}: ${message}${given}`);
  }
  problems.push(...acrossVariables(raw, role));
  if (!read.success || problems.length > 0) throw new ConfigProblem(problems);
  return Object.freeze(toConfig(read.data, role));
}
