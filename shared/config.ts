/** The environment, read once at boot into one frozen value. No other file reads `process.env`. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { z } from "zod";
import type { AuthKey } from "./auth-keys.ts";
import { type Limits, strictLimits } from "./limits.ts";
import { acrossVariables, type RoleName } from "./settings/across.ts";
import { type About, GOOGLE, LOG_LEVELS, type Name, type Raw, variables } from "./settings/variables.ts";

export type { AuthKey, RoleName };

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
  /** `undefined`: the mailbox. */
  smtpUrl: string | undefined;
  mailFrom: string;
  /** Days before check-in, most first. */
  reminderDays: readonly number[];
  /** Hosts with ports that may be called although they are private or speak http. */
  outboundAllow: readonly string[];
  redisUrl: string | undefined;
  drainSeconds: number;
  /** `undefined`: none. */
  limits: Limits | undefined;
  logLevel: (typeof LOG_LEVELS)[number];
}

/** Everything that is wrong with the environment, one line each; never a value of a secret. */
export class ConfigProblem extends Error {
  override readonly name = "ConfigProblem";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`${problems.length === 1 ? "A setting is" : `${problems.length} settings are`} wrong:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

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
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM ?? "Vacancy <stays@vacancy.test>",
    reminderDays: Object.freeze(read.REMINDER_DAYS ?? [7, 1]),
    outboundAllow: Object.freeze(read.OUTBOUND_ALLOW ?? []),
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
