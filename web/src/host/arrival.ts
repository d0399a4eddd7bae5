/** What a host can say of a guest who is expected, by the property's clock. Pure. */
import type { BookingView } from "../../../shared/contract/booking.ts";
import { instantAt, localDate } from "../../../shared/contract/dates.ts";

type Expected = Pick<BookingView, "status" | "checkIn" | "checkInFrom" | "timeZone">;

/** From the day of arrival on. @param now milliseconds since 1970 */
export function canCheckIn({ status, checkIn, timeZone }: Expected, now: number): boolean {
  return status === "confirmed" && localDate(new Date(now), timeZone) >= checkIn;
}

/** From check-in time on. @param now milliseconds since 1970 */
export function canMiss({ status, checkIn, checkInFrom, timeZone }: Expected, now: number): boolean {
  return status === "confirmed" && now >= instantAt(checkIn, checkInFrom, timeZone).getTime();
}

/** What a no-show leaves with the host and returns to the guest, by the policy frozen with the booking, in minor units. */
export function sharesOfNoShow({ policy, payment }: Pick<BookingView, "policy" | "payment">, now: number): { kept: number; returned: number } {
  const step = policy.steps.find(({ until }) => !until || Date.parse(until) > now);
  const left = payment.captured - payment.refundDue;
  const returned = Math.min(step?.refund ?? 0, left);
  return { kept: left - returned, returned };
}
