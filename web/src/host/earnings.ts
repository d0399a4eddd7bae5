/** What a host earned and will earn, in the order in which a page shows it: by currency, then by month. Pure. */
import { addMonths, type Month, monthsBetween } from "../../../shared/contract/dates.ts";
import type { Earnings, EarningsMonth } from "../../../shared/contract/earnings.ts";

/** One month's money in one currency, in minor units. */
export interface MonthSum {
  month: Month;
  stays: number;
  /** Below zero where earlier earnings went back. */
  payout: number;
  refunded: number;
  /** What confirmed stays will bring. */
  upcoming: number;
}

export interface Ledger {
  currency: string;
  /** Every month of the period, also those without anything. */
  months: MonthSum[];
  total: Omit<MonthSum, "month">;
}

export interface Period {
  from: Month;
  to: Month;
}

const EARLIEST = 2000;
const LATEST = 2998; // a month of the contract is one of this millennium, and so is the one after it

/** A year, or what lies around this month: five months before it and six after. */
export function periodOf(year: string | null, thisMonth: Month): Period {
  const isYear = year !== null && /^\d{4}$/.test(year) && Number(year) >= EARLIEST && Number(year) <= LATEST;
  return isYear ? { from: `${year}-01`, to: `${year}-12` } : { from: addMonths(thisMonth, -5), to: addMonths(thisMonth, 6) };
}

const emptySum = { stays: 0, payout: 0, refunded: 0, upcoming: 0 };

function add<T extends Omit<MonthSum, "month">>(sum: T, more: Omit<MonthSum, "month">): T {
  return { ...sum, stays: sum.stays + more.stays, payout: sum.payout + more.payout, refunded: sum.refunded + more.refunded, upcoming: sum.upcoming + more.upcoming };
}

/** Money that was only taken in a month, for stays yet to come, makes no statement. */
const saysSomething = ({ stays, refunded }: EarningsMonth) => stays.length > 0 || refunded > 0;

/** Amounts of two currencies are never added up: each has its own. */
export function ledgersOf(earnings: Earnings, { from, to }: Period): Ledger[] {
  const { upcoming } = earnings;
  const items = earnings.items.filter(saysSomething);
  const currencies = [...new Set([...items, ...upcoming].map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const months = monthsBetween(from, to).map((month) => {
      const isOfIt = (one: { month: Month; currency: string }) => one.month === month && one.currency === currency;
      const earned = items.filter(isOfIt).map(({ stays, payout, refunded }) => ({ stays: stays.length, payout, refunded, upcoming: 0 }));
      const expected = upcoming.filter(isOfIt).map(({ stays, payout }) => ({ stays, payout: 0, refunded: 0, upcoming: payout }));
      return [...earned, ...expected].reduce<MonthSum>(add, { month, ...emptySum });
    });
    return { currency, months, total: months.reduce(add, emptySum) };
  });
}

/** Latest first. */
export function statementsOf(earnings: Pick<Earnings, "items">): { month: Month; statements: EarningsMonth[] }[] {
  const items = earnings.items.filter(saysSomething);
  const months = [...new Set(items.map(({ month }) => month))].sort().reverse();
  return months.map((month) => ({ month, statements: items.filter((item) => item.month === month).sort((a, b) => (a.currency < b.currency ? -1 : 1)) }));
}

/** Years that can be chosen, the latest first: the next one, this one, two before, and the one that is chosen. */
export function yearsAround(thisMonth: Month, chosen: Month): string[] {
  const year = Number(thisMonth.slice(0, 4));
  const years = [1, 0, -1, -2].map((more) => String(year + more));
  return [...new Set([...years, chosen.slice(0, 4)])].sort().reverse();
}
