/** Counts who did how much: in memory, or in Redis for all servers together, and in memory again while Redis is gone. */
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Limits, Rate, RateName } from "../../shared/limits.ts";
import type { Refusals } from "./refusals.ts";

export interface Taken extends Rate {
  name: RateName;
  allowed: boolean;
  left: number;
  /** Whole seconds until it begins anew, one at least. */
  wait: number;
}

/** @throws Refusal `rate_limited` where it was one too many */
export function refuseBeyond({ name, allowed, wait }: Taken, { count }: Refusals, address: string | undefined): void {
  if (allowed) return;
  count(name, address === undefined ? {} : { address });
  throw new Refusal("rate_limited", `Wait ${wait} s, then ask again`, { retryAfter: wait });
}

export interface Rates {
  /** Counts one. @returns `undefined` where nothing is limited */
  take(name: RateName, key: string, times?: number): Promise<Taken | undefined>;
  /** Begins anew. */
  forgive(name: RateName, key: string): Promise<void>;
  /** Keeps for a week that this address has signed in to this account. */
  befriend(pair: string): Promise<void>;
  isFriend(pair: string): Promise<boolean>;
}

type Limiter = Pick<RateLimiterMemory, "consume" | "delete" | "get" | "set">;

const FRIENDS: Rate = { most: 1, seconds: 7 * 86_400 };

/** What concerns one server's own connections is counted there: it is many a second, and nobody else's business. */
const OWN: ReadonlySet<RateName> = new Set(["socketRequests", "packets", "socketRequestsOfAddress"]);

const nothing = () => Promise.resolve(undefined);

export const unlimited: Rates = { take: nothing, forgive: nothing, befriend: nothing, isFriend: () => Promise.resolve(false) };

export function createRates({ rates }: Pick<Limits, "rates">, redis?: Redis): Rates {
  const limiters = new Map<RateName, Limiter>();
  const limiterOf = (name: RateName) => {
    const limiter = limiters.get(name) ?? createLimiter(name, rates[name], OWN.has(name) ? undefined : redis);
    limiters.set(name, limiter);
    return limiter;
  };
  const friends = createLimiter("friends", FRIENDS, redis);
  return {
    async take(name, key, times = 1) {
      const toTaken = ({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): Taken => ({
        ...rates[name], name, allowed, left: remainingPoints, wait: Math.max(1, Math.ceil(msBeforeNext / 1000)),
      });
      try {
        return toTaken(await limiterOf(name).consume(key, times), true);
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return toTaken(refused, false);
        throw refused;
      }
    },
    async forgive(name, key) {
      await limiterOf(name).delete(key);
    },
    async befriend(pair) {
      await friends.set(pair, 1, FRIENDS.seconds);
    },
    isFriend: async (pair) => (await friends.get(pair)) !== null,
  };
}

function createLimiter(name: RateName | "friends", { most, seconds }: Rate, redis: Redis | undefined): Limiter {
  const counted = { points: most, duration: seconds, keyPrefix: `limit:${name}` };
  const memory = new RateLimiterMemory(counted);
  if (!redis) return memory;
  return new RateLimiterRedis({
    ...counted, storeClient: redis, insuranceLimiter: memory, rejectIfRedisNotReady: true,
    // Who is refused anyway does not reach Redis again before the time is over.
    inMemoryBlockOnConsumed: most + 1,
  });
}
