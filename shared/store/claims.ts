/** What claims mean, in memory; in the database `guard.ts` says the same. */
import type { Claim } from "./documents.ts";

/** A claim that counts at `now`: a hold whose `until` has come does not. */
export const isLive = (now: Date) => ({ until }: Pick<Claim, "until">): boolean => !until || until > now;

/** Of a day of the month. */
export const covers = (day: number) => ({ from, to }: Claim): boolean => from <= day && day < to;

/** How many units these claims take on a day of the month. */
export function unitsTaken(claims: Claim[], day: number): number {
  return claims.filter(covers(day)).reduce((sum, { units }) => sum + units, 0);
}
