/** Where a booking's money lies, worked out from the booking alone. Pure; what changes of it is what the ledger keeps. */
import { COMMISSION_PERCENT } from "../contract/earnings.ts";
import { share } from "../contract/money.ts";
import { portion } from "../contract/portion.ts";
import type { Quote } from "../contract/quote.ts";
import type { StoredBooking } from "./documents.ts";
import type { Account } from "./money-documents.ts";

/** What is owned stands above zero, what is owed or earned below: together they are zero. */
export type Balances = Record<Account, number>;

/** From then on what was paid and does not go back is earned. */
const EARNED = new Set<StoredBooking["status"]>(["completed", "no_show", "cancelled"]);

const linesOf = ({ lines }: Quote, kind: Quote["lines"][number]["kind"]) =>
  lines.reduce((sum, line) => (line.kind === kind ? sum + line.amount : sum), 0);

export interface Earned {
  host: number;
  taxes: number;
  service: number;
  commission: number;
}

/** Shares out what stays of a stay's price, as its quote is made up. All of it: `host` is what the others leave. */
export function shareOut(quote: Quote, kept: number): Earned {
  const service = portion(kept, linesOf(quote, "service"), quote.total);
  const taxes = portion(kept, linesOf(quote, "tax"), quote.total);
  const commission = share(kept - service - taxes, COMMISSION_PERCENT);
  return { host: kept - service - taxes - commission, taxes, service, commission };
}

export function balancesOf({ status, quote, payment }: Pick<StoredBooking, "status" | "quote" | "payment">): Balances {
  const { captured, refunded, refundDue, charges } = payment;
  const disputed = charges.reduce((sum, charge) => (charge.disputed ? sum + charge.amount - charge.refunded : sum), 0);
  const kept = captured - refundDue;
  const isEarned = EARNED.has(status);
  const { host, taxes, service, commission } = shareOut(quote, isEarned ? kept : 0);
  return {
    provider: captured - refunded - disputed,
    disputes: disputed,
    refunds: refunded - refundDue,
    unearned: isEarned ? 0 : -kept,
    host: -host,
    taxes: -taxes,
    service: -service,
    commission: -commission,
  };
}

export type Lines = { account: Account; amount: number }[];

/** What leads from one to the other, accounts that stay as they are left out. */
export function difference(before: Balances, after: Balances): Lines {
  const accounts = Object.keys(after) as Account[];
  return accounts.map((account) => ({ account, amount: after[account] - before[account] })).filter(({ amount }) => amount !== 0);
}

/** The balances that lines come to. */
export function summed(lines: Lines): Partial<Balances> {
  const sums: Partial<Balances> = {};
  for (const { account, amount } of lines) sums[account] = (sums[account] ?? 0) + amount;
  return sums;
}
