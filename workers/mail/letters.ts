/** What letters say. Pure: who it is for, what it is about, and out comes the letter. */
import { daysBetween, type Night } from "../../shared/contract/dates.ts";
import { formatMoney } from "../../shared/contract/money.ts";
import type { StoredBooking, StoredProperty, StoredUser } from "../../shared/store/documents.ts";
import type { Letter } from "./mailer.ts";

type Recipient = Pick<StoredUser, "name" | "email">;

export function verificationLetter(user: Recipient, link: string): Letter {
  return letter(user, "Verify your address", [
    "You, or someone with your address, registered at Vacancy. Follow the link within a day to verify it; if it wasn't you, ignore this letter.",
  ], { label: "Verify my address", url: link });
}

export function confirmationLetter(user: Recipient, booking: StoredBooking, property: StoredProperty, link: string): Letter {
  const { checkIn, checkOut, quote, property: held } = booking;
  const nights = daysBetween(checkIn, checkOut);
  return letter(user, `Confirmed: ${held.title}, ${longDate(checkIn)}`, [
    `Your stay at ${held.title} in ${held.city} is confirmed.`,
    `Check-in: ${longDate(checkIn)}, from ${held.checkInFrom}`,
    `Check-out: ${longDate(checkOut)}, until ${held.checkOutUntil} (times in ${held.timeZone})`,
    `${nights} ${nights === 1 ? "night" : "nights"}, ${booking.guests} ${booking.guests === 1 ? "guest" : "guests"}`,
    ...quote.lines.map(({ label, amount }) => `${label}: ${formatMoney(amount, quote.currency, "en")}`),
    `Paid: ${formatMoney(booking.payment.captured, quote.currency, "en")}`,
    `Address: ${property.address}`,
    ...(property.arrivalNotes ? [property.arrivalNotes] : []),
  ], { label: "See your stay", url: link });
}

export function cancellationLetter(user: Recipient, booking: StoredBooking, link: string): Letter {
  const { checkIn, quote, property: held, payment, cancelledBy } = booking;
  const by = cancelledBy === "host" ? " by its host" : cancelledBy === "support" ? " by our support" : "";
  const refund = payment.refundDue > 0 ? `${formatMoney(payment.refundDue, quote.currency, "en")} is on its way back to you.` : "Nothing is returned.";
  return letter(user, `Cancelled: ${held.title}, ${longDate(checkIn)}`, [
    `Your stay at ${held.title} in ${held.city} from ${longDate(checkIn)} was cancelled${by}.`,
    refund,
  ], { label: "See your stay", url: link });
}

/** A night has no time zone, so it is written as the day of UTC it names. */
function longDate(night: Night): string {
  return new Intl.DateTimeFormat("en", { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${night}T00:00:00Z`));
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

function letter(user: Recipient, subject: string, lines: string[], action: { label: string; url: string }): Letter {
  const greeting = `Hello ${user.name},`;
  const paragraphs = [greeting, ...lines].map((line) => `<p>${escapeHtml(line)}</p>`).join("\n");
  return {
    to: user.email,
    subject,
    text: [greeting, ...lines, `${action.label}: ${action.url}`, "Vacancy"].join("\n\n"),
    html: `<!doctype html>
<html lang="en">
<body style="margin:0;background:#f5f2ec;color:#22201c;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:34rem;margin:0 auto;padding:2rem;background:#fff">
${paragraphs}
<p><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:.7rem 1.2rem;border-radius:.5rem;background:#1f5c4d;color:#fff;text-decoration:none">${escapeHtml(action.label)}</a></p>
<p style="color:#6b665e">Vacancy</p>
</div>
</body>
</html>`,
  };
}
