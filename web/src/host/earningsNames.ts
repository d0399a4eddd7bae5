/** Months and currencies as a page of earnings names them, in the page’s English. */
import type { Month } from "../../../shared/contract/dates.ts";

const name = new Intl.DateTimeFormat("en", { timeZone: "UTC", month: "short" });

/** Dec */
export const plainMonth = (month: Month) => name.format(new Date(`${month}-01T00:00:00Z`));
/** Dec 2026 */
export const shortMonth = (month: Month) => `${plainMonth(month)} ${month.slice(0, 4)}`;

const currencies = new Intl.DisplayNames("en", { type: "currency" });
/** EUR → Euro */
export const currencyName = (code: string) => currencies.of(code) ?? code;
