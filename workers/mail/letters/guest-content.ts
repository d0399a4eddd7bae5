/** What is written to guests about their stays: for each kind its sentences, and what is listed below them. */
import type { Price } from "./content.ts";
import type { FactsOf, GuestKind, LetterKind } from "./kinds.ts";
import { priceOf, receiptOf } from "./price.ts";
import type { Speech } from "./speech.ts";
import { arrival, askedFacts, beforeFact, datesFacts, type Part, said, stayFacts, terms, timesFact } from "./stay-parts.ts";
import type { Said } from "./words/words.ts";

export type Written = Said & Part;
export type Writers<K extends LetterKind> = { [Kind in K]: (facts: FactsOf<Kind>, speech: Speech) => Written };

export const TO_GUESTS: Writers<GuestKind> = {
  confirmation: (facts, speech) => booked(facts, speech, speech.words.letters.confirmation),
  accepted: (facts, speech) => booked(facts, speech, speech.words.letters.accepted),

  requested: ({ booking, hostName }, speech) => {
    const deadline = speech.instant(booking.requestUntil!, booking.property.timeZone);
    const total = speech.money(booking.quote.total, booking.quote.currency);
    return {
      ...speech.words.letters.requested({ ...said(booking, speech), host: hostName, deadline, total }),
      facts: stayFacts(booking, speech),
      price: priceOf(booking, speech),
    };
  },

  declined: ({ booking, hostName }, speech) => ({
    ...speech.words.letters.declined({ ...said(booking, speech), host: hostName }),
    facts: datesFacts(booking, speech),
  }),

  request_expired: ({ booking, hostName }, speech) => ({
    ...speech.words.letters.request_expired({ ...said(booking, speech), host: hostName }),
    facts: datesFacts(booking, speech),
  }),

  not_captured: ({ booking, hostName }, speech) => ({
    ...speech.words.letters.not_captured({ ...said(booking, speech), host: hostName }),
    facts: datesFacts(booking, speech),
  }),

  hold_ending: ({ booking }, speech) => {
    const deadline = speech.instant(booking.holdUntil!, booking.property.timeZone);
    return {
      ...speech.words.letters.hold_ending({ ...said(booking, speech), deadline, asksHost: booking.onRequest === true }),
      facts: stayFacts(booking, speech),
      price: priceOf(booking, speech),
    };
  },

  check_in_reminder: ({ booking, hostName, property, days }, speech) => {
    const { facts, passages } = arrival(property, hostName, speech);
    return {
      ...speech.words.letters.check_in_reminder({ ...said(booking, speech), host: hostName, days }),
      facts: [...stayFacts(booking, speech), ...facts],
      passages,
    };
  },

  check_out_reminder: ({ booking, hostName }, speech) => {
    const { checkOut, until, ...stay } = said(booking, speech);
    const { labels } = speech.words;
    return {
      ...speech.words.letters.check_out_reminder({ ...stay, checkOut, until, host: hostName }),
      facts: [{ label: labels.checkOut, value: checkOut, more: speech.words.until(until) }, timesFact(booking, speech)],
    };
  },

  changed: ({ booking, hostName, property, change }, speech) => {
    const { facts, passages } = arrival(property, hostName, speech);
    const { difference } = change;
    const sum = (amount: number) => (amount > 0 ? speech.money(amount, booking.quote.currency) : undefined);
    return {
      ...speech.words.letters.changed({ ...said(booking, speech), host: hostName, more: sum(difference), back: sum(-difference) }),
      facts: [...stayFacts(booking, speech), beforeFact(change, speech), ...facts],
      passages: [...passages, terms(booking, speech)],
      price: priceOf(booking, speech),
      after: [speech.words.calendarFile],
    };
  },

  change_declined: ({ booking, hostName }, speech) => ({
    ...speech.words.letters.change_declined({ ...said(booking, speech), host: hostName }),
    facts: stayFacts(booking, speech),
  }),

  change_to_pay: ({ booking, hostName }, speech) => {
    const change = booking.change!;
    const more = speech.money(change.difference, change.quote.currency);
    const deadline = speech.instant(change.until, booking.property.timeZone);
    const price = priceOf({ ...booking, ...change }, speech);
    return {
      ...speech.words.letters.change_to_pay({ ...said(booking, speech), host: hostName, more, deadline }),
      facts: askedFacts(booking, change, speech),
      price: { ...price, lines: [...price.lines, { label: speech.words.labels.toPay, amount: more }] },
    };
  },

  cancelled: ({ booking, refund }, speech) => {
    const { currency } = booking.quote;
    const wasPaid = booking.payment.captured > 0;
    return {
      ...speech.words.letters.cancelled({ ...said(booking, speech), by: booking.cancelledBy ?? "support", refund: refund > 0 ? speech.money(refund, currency) : undefined, wasPaid }),
      facts: datesFacts(booking, speech),
      ...(wasPaid && { price: receiptOf(booking, speech) }),
      after: [speech.words.calendarFile],
    };
  },

  receipt: ({ booking }, speech) => ({
    ...speech.words.letters.receipt({ ...said(booking, speech), isOver: booking.status === "completed" }),
    facts: datesFacts(booking, speech),
    price: receiptOf(booking, speech),
    after: [`${speech.words.labels.booking}${speech.words.colon}${booking._id}`],
  }),

  refunded: ({ booking, refund }, speech) => ({
    ...speech.words.letters.refunded({ ...said(booking, speech), refund: speech.money(refund, booking.quote.currency) }),
    facts: datesFacts(booking, speech),
    price: receiptOf(booking, speech),
  }),
};

/** A stay that is certain from now on, with all that its guest needs. */
function booked({ booking, hostName, property }: FactsOf<"confirmation" | "accepted">, speech: Speech, words: Speech["words"]["letters"]["confirmation"]): Written {
  const { facts, passages } = arrival(property, hostName, speech);
  const price = priceOf(booking, speech);
  const paid: Price = { label: speech.words.labels.paid, amount: speech.money(booking.payment.captured, booking.quote.currency) };
  return {
    ...words({ ...said(booking, speech), host: hostName }),
    facts: [...stayFacts(booking, speech), ...facts],
    passages: [...passages, terms(booking, speech)],
    price: { ...price, lines: [...price.lines, paid] },
    after: [speech.words.calendarFile],
  };
}
