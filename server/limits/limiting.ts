import type { Logger } from "pino";
import type { Config } from "../../shared/config.ts";
import type { Limits } from "../../shared/limits.ts";
import { connectRedis } from "../../shared/redis.ts";
import { createRates, type Rates, unlimited } from "./rates.ts";
import { createRefusals, type Refusals } from "./refusals.ts";
import { limitRequests, type RequestLimits } from "./requests.ts";

export interface Limiting {
  /** `undefined`: none. */
  limits: Limits | undefined;
  rates: Rates;
  refusals: Refusals;
  requests: RequestLimits;
  close(): void;
}

/** What limits this server, by its configuration. */
export function startLimiting({ limits, redisUrl }: Pick<Config, "limits" | "redisUrl">, log: Logger): Limiting {
  const redis = limits && redisUrl !== undefined ? connectRedis(redisUrl, log, "each server limits for itself until it is back") : undefined;
  const rates = limits ? createRates(limits, redis) : unlimited;
  const refusals = createRefusals(log);
  return {
    limits, rates, refusals, requests: limitRequests(rates, refusals),
    close() {
      refusals.close();
      redis?.disconnect();
    },
  };
}
