/** What was refused or cut, counted. The log gets the first of each kind and a sum a minute: an attack must not fill it. */
import type { Logger } from "pino";
import { type ClosingCode, type ProblemCode, Refusal } from "../../shared/contract/errors.ts";
import type { Id } from "../../shared/contract/ids.ts";
import type { CountName, RateName } from "../../shared/limits.ts";

/** What a live connection has no right to. */
const RIGHTS = ["unauthenticated", "forbidden", "not_found"] as const satisfies ProblemCode[];

/** `origin`, `handshake`, `namespace`: not let in. `overloaded`: new work while the event loop was behind. `malformed`: broke the protocol, and was closed by it. */
export type Refused = (typeof RIGHTS)[number] | RateName | CountName | "overloaded" | Extract<ClosingCode, "flood" | "slow"> | "origin" | "handshake" | "namespace" | "malformed" | "unknown_event" | "unacknowledged";

export interface About {
  address?: string;
  namespace?: string;
  event?: string;
  personId?: Id;
}

export interface Refusals {
  /** @param about what a log may keep: never a token or what somebody typed */
  count(what: Refused, about?: About): void;
  /** Since this process began. */
  counts(): Readonly<Partial<Record<Refused, number>>>;
  close(): void;
}

/** Counts what was refused because somebody has no right to it: another's, or of another role. */
export function countRight({ count }: Refusals, error: unknown, about: About): void {
  const right = error instanceof Refusal ? RIGHTS.find((code) => code === error.code) : undefined;
  if (right) count(right, about);
}

const EVERY = 60_000;

/** @param every milliseconds between two sums */
export function createRefusals(log: Pick<Logger, "info" | "warn">, every = EVERY): Refusals {
  const total: Partial<Record<Refused, number>> = {};
  let lately: Partial<Record<Refused, number>> = {};
  const timer = setInterval(() => {
    if (Object.keys(lately).length > 0) log.info({ refused: lately }, "refused lately");
    lately = {};
  }, every);
  timer.unref();
  return {
    count(what, about) {
      total[what] = (total[what] ?? 0) + 1;
      lately[what] = (lately[what] ?? 0) + 1;
      if (lately[what] === 1) log.warn({ what, ...about }, "refused; more of the kind are only counted until the next sum");
    },
    counts: () => ({ ...total }),
    close: () => clearInterval(timer),
  };
}
