/**
 * The currencies there are, and how many digits each has after its point: ISO 4217, list one, as of January 2026. A table
 * of our own, because `Intl` has another in every Node and browser, and gives COP, HUF or IDR none where ISO gives two:
 * what is one amount to a server must not be another to a page.
 */

const NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" ");

const TWO_DIGITS = (
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK " +
  "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD " +
  "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP " +
  "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH " +
  "USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
).split(" ");

const THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND".split(" ");

/** Units of account: prices are named in them, and nothing is paid. They have digits, and nobody can choose them. */
const FOUR_DIGITS = ["CLF", "UYW"];

/**
 * Those in circulation, by their code: no funds, no metals, none for tests. One that ISO withdraws stays for as long as
 * anything stored has it: what was sold in it must still be read.
 */
export const CURRENCIES: readonly string[] = [...NO_DIGITS, ...TWO_DIGITS, ...THREE_DIGITS].sort();

const each = (codes: string[], digits: number) => codes.map((code) => [code, digits] as const);

/** How many digits each has; two where it is not here, as most have. */
export const DIGITS: ReadonlyMap<string, number> = new Map([...each(NO_DIGITS, 0), ...each(TWO_DIGITS, 2), ...each(THREE_DIGITS, 3), ...each(FOUR_DIGITS, 4)]);
