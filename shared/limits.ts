/**
 * How much one address, one account and one connection may do: the one table. Production has it; where there is none,
 * nothing is limited, so that one account can make 500 holds at once.
 */
import { z } from "zod";

export interface Rate {
  most: number;
  seconds: number;
}

const per = (most: number, seconds: number): Rate => Object.freeze({ most, seconds });
const MINUTE = 60;
const HOUR = 3600;

/** Within a time that begins with the first. */
const rates = Object.freeze({
  /** Of an address: everything but probes and a payment provider's notices. A page and its files are about 30. */
  requests: per(300, 10),
  /** Of an address. Far more than Stripe sends, which repeats for three days what was refused. */
  notices: per(3000, MINUTE),
  /** Tries of an address, and of an account or an address with no account: that can't be told apart. */
  signIns: per(30, 5 * MINUTE),
  signInsOfAccount: per(10, 5 * MINUTE),
  registrations: per(20, HOUR),
  registrationsOfAccount: per(3, HOUR),
  resets: per(20, HOUR),
  resetsOfAccount: per(3, HOUR),
  /** Of a person who is signed in and says their password again. */
  passwords: per(10, 5 * MINUTE),
  /** Of a person. */
  writes: per(120, MINUTE),
  holds: per(30, MINUTE),
  /** Calendars of other platforms that are read at a person's word: each is waited for, and parsed. */
  readings: per(6, MINUTE),
  /** Of an address: live connections begun. */
  connects: per(120, MINUTE),
  /** Of one live connection: requests, and whatever else comes in. Beyond the second it is cut. */
  socketRequests: per(200, 10),
  packets: per(500, 10),
  /** Of an address: requests of all its live connections. */
  socketRequestsOfAddress: per(2000, 10),
});

/** At one time. */
const counts = Object.freeze({
  /** Of one server: live connections, then milliseconds by which its event loop is behind. Beyond, new work goes elsewhere or waits. */
  connections: 20_000,
  loopDelay: 200,
  /** Holds of a guest. */
  liveHolds: 5,
  /** On one server. A person's are counted for each namespace. */
  connectionsOfAddress: 200,
  connectionsOfPerson: 20,
  /** Of one live connection in a namespace: rooms, of which a month is one. Then requests that are not answered yet. */
  rooms: 600,
  underWay: 100,
});

export type RateName = keyof typeof rates;
export type CountName = keyof typeof counts;

export interface Limits {
  rates: Readonly<Record<RateName, Rate>>;
  counts: Readonly<Record<CountName, number>>;
}

export const strictLimits: Limits = Object.freeze({ rates, counts });

/** Reads `strict`, `none`, or the strict ones with some set otherwise: `requests=3000,liveHolds=10`. A rate keeps its time. */
export const LimitsText = z.string().transform((text, context): { limits: Limits | undefined } => {
  if (text === "none") return { limits: undefined };
  const own = { rates: { ...rates }, counts: { ...counts } as Record<CountName, number> };
  for (const part of text === "strict" ? [] : text.split(",")) {
    const [, name = "", digits = ""] = /^\s*(\w+)=([1-9]\d{0,8})\s*$/.exec(part) ?? [];
    if (Object.hasOwn(rates, name)) own.rates[name as RateName] = per(Number(digits), rates[name as RateName].seconds);
    else if (Object.hasOwn(counts, name)) own.counts[name as CountName] = Number(digits);
    else {
      context.addIssue({ code: "custom", message: "must be `strict`, `none`, or limits like requests=3000,liveHolds=10; shared/limits.ts names them" });
      return z.NEVER;
    }
  }
  return { limits: Object.freeze({ rates: Object.freeze(own.rates), counts: Object.freeze(own.counts) }) };
});
