/**
 * The part of an amount that `part` is of `whole`, in whole minor units, rounded down. Worked out exactly: the product of
 * two large amounts is more than a double holds.
 */
export function portion(amount: number, part: number, whole: number): number {
  return whole === 0 ? 0 : Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
}
