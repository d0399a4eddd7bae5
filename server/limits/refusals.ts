/** What was refused or cut, counted. The log gets the first of each kind and a sum a minute: an attack must not fill it. */
import type { Logger } from "pino";
import type { ClosingCode } from "../../shared/contract/errors.ts";
import type { CountName, RateName } from "../../shared/limits.ts";

/** `origin`, `handshake`, `namespace`: not let in. `malformed`: broke the protocol, and was closed by it. */
export type Refused = RateName | CountName | Extract<ClosingCode, "flood" | "slow"> | "origin" | "handshake" | "namespace" | "malformed" | "unknown_event" | "unacknowledged";

export interface Refusals {
  /** @param about what a log may keep: never a token or what somebody typed */
  count(what: Refused, about?: { address?: string; namespace?: string; event?: string }): void;
  /** Since this process began. */
  counts(): Readonly<Partial<Record<Refused, number>>>;
  close(): void;
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
