/** What is written to hosts about stays at their properties. */
import { shareOut } from "../../../shared/store/balances.ts";
import type { StoredBooking } from "../../../shared/store/documents.ts";
import type { Fact } from "./content.ts";
import type { Writers } from "./guest-content.ts";
import type { HostKind } from "./kinds.ts";
import { earningsOf } from "./price.ts";
import type { Speech } from "./speech.ts";
import { askedFacts, beforeFact, datesFacts, said, stayFacts } from "./stay-parts.ts";

export const TO_HOSTS: Writers<HostKind> = {
  host_booked: ({ booking, guestName }, speech) => ({
    ...speech.words.letters.host_booked({ ...said(booking, speech), guest: guestName }),
    facts: [guestFact(guestName, speech), ...stayFacts(booking, speech), earningsFact(booking, earningsOf(booking), speech)],
  }),

  host_requested: ({ booking, guestName }, speech) => {
    const deadline = speech.instant(booking.requestUntil!, booking.property.timeZone);
    return {
      ...speech.words.letters.host_requested({ ...said(booking, speech), guest: guestName, deadline }),
      facts: [guestFact(guestName, speech), ...stayFacts(booking, speech), earningsFact(booking, earningsOf(booking), speech)],
    };
  },

  host_not_captured: ({ booking, guestName }, speech) => ({
    ...speech.words.letters.host_not_captured({ ...said(booking, speech), guest: guestName }),
    facts: [guestFact(guestName, speech), ...datesFacts(booking, speech)],
  }),

  host_cancelled: ({ booking, guestName }, speech) => ({
    ...speech.words.letters.host_cancelled({ ...said(booking, speech), guest: guestName, by: booking.cancelledBy ?? "support" }),
    facts: [guestFact(guestName, speech), ...datesFacts(booking, speech), earningsFact(booking, earningsOf(booking), speech)],
  }),

  host_change_requested: ({ booking, guestName }, speech) => {
    const change = booking.change!;
    const deadline = speech.instant(change.until, booking.property.timeZone);
    return {
      ...speech.words.letters.host_change_requested({ ...said(booking, speech), guest: guestName, deadline }),
      facts: [guestFact(guestName, speech), ...askedFacts(booking, change, speech), earningsFact(booking, shareOut(change.quote, change.quote.total).host, speech)],
    };
  },

  host_changed: ({ booking, guestName, change }, speech) => ({
    ...speech.words.letters.host_changed({ ...said(booking, speech), guest: guestName }),
    facts: [guestFact(guestName, speech), ...stayFacts(booking, speech), beforeFact(change, speech), earningsFact(booking, earningsOf(booking), speech)],
  }),
};

const guestFact = (name: string, { words }: Speech): Fact => ({ label: words.labels.guest, value: name });

/** @param amount minor units */
function earningsFact({ quote }: StoredBooking, amount: number, { words, money }: Speech): Fact {
  return { label: words.labels.earnings, value: money(amount, quote.currency) };
}
