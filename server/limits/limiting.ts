import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Config } from "../../shared/config.ts";
import type { Limits } from "../../shared/limits.ts";
import { type Admission, createAdmission } from "./admission.ts";
import { type LoopDelay, watchLoopDelay } from "./loop-delay.ts";
import { createRates, type Rates, unlimited } from "./rates.ts";
import { createRefusals, type Refusals } from "./refusals.ts";
import { limitRequests, type RequestLimits } from "./requests.ts";

export interface Limiting {
  /** `undefined`: none. */
  limits: Limits | undefined;
  rates: Rates;
  refusals: Refusals;
  requests: RequestLimits;
  admission: Admission;
  loopDelay: LoopDelay;
  close(): void;
}

/** @param redis where all servers count together */
export function startLimiting({ limits }: Pick<Config, "limits">, redis: Redis | undefined, log: Logger): Limiting {
  const rates = limits ? createRates(limits, redis) : unlimited;
  const refusals = createRefusals(log);
  const loopDelay = watchLoopDelay();
  return {
    limits, rates, refusals, requests: limitRequests(rates, refusals), admission: createAdmission(limits, loopDelay, refusals), loopDelay,
    close() {
      refusals.close();
      loopDelay.close();
    },
  };
}
