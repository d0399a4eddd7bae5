/**
 * One log for a process: JSON lines, or short ones for a person at a terminal. Secrets are cut out by name wherever a
 * caller may have put them.
 */
import pino from "pino";
import type { Config } from "./config.ts";

const SECRETS = ["authorization", "cookie", '["set-cookie"]', "password", "token", "accessToken", "refreshToken", "clientSecret", "card", "secret"];

/** At the top and up to three levels down: as deep as `req.headers.cookie` and a body within a request lie. */
const HIDDEN = ["", "*", "*.*", "*.*.*"].flatMap((above) =>
  SECRETS.map((name) => (above === "" || name.startsWith("[") ? above + name : `${above}.${name}`)),
);

const LEVELS: Record<number, string> = { 10: "trace", 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal" };
const BESIDE = new Set(["level", "time", "pid", "hostname", "msg", "err"]);

interface Line {
  level: number;
  time: string;
  msg?: string;
  err?: { stack?: string; message?: string };
  [more: string]: unknown;
}

/** `08:15:02 warn  the message  key=value`, in local time; an error's stack below. */
export function shortLine(json: string): string {
  const line = JSON.parse(json) as Line;
  const time = new Date(line.time).toTimeString().slice(0, 8);
  const more = Object.entries(line).filter(([key]) => !BESIDE.has(key));
  const pairs = more.map(([key, value]) => ` ${key}=${typeof value === "string" ? value : JSON.stringify(value)}`).join("");
  const error = line.err ? `\n${line.err.stack ?? line.err.message}` : "";
  return `${time} ${(LEVELS[line.level] ?? "").padEnd(5)} ${line.msg ?? ""}${pairs && ` ${pairs}`}${error}\n`;
}

/** What a log may keep: the driver's errors carry documents, and the message of a duplicate key carries its value. */
export function described(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, code, message, stack = "", cause } = error as Error & { code?: unknown };
  const cut = (text: string) => text.replace(/dup key: .*/g, "dup key");
  return { type: name, code, message: cut(message), stack: cut(stack), ...(cause !== undefined && { cause: described(cause) }) };
}

/** @param to where lines go; the terminal's short form is chosen by it */
export function createLog(config: Pick<Config, "logLevel" | "production">, to: NodeJS.WriteStream = process.stdout): pino.Logger {
  const short = to.isTTY && !config.production;
  return pino(
    { level: config.logLevel, serializers: { err: (error: unknown) => (error instanceof Error ? described(error) : error) }, redact: { paths: HIDDEN, censor: "[hidden]" }, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (json: string) => void to.write(short ? shortLine(json) : json) },
  );
}
