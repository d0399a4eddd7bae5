/** What nodes and relays stand on. */
import type { Database } from "./database.ts";
import type { Redis } from "./redis.ts";
import type { Rules } from "./rules.ts";

export interface Ground {
  /** Milliseconds of a clock that only runs forward. */
  now: number;
  database: Database;
  redis: Redis;
  rules: Rules;
}
