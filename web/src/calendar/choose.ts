/** Choosing a stay night by night: first the arrival, then the departure. Pure. */
import { addDays, type Night } from "../../../shared/contract/dates.ts";
import { type Calendar, canSleep, whyNotArrive, whyNotStay } from "./nights.ts";

export interface Choice {
  checkIn?: Night;
  checkOut?: Night;
}

/** Whether the next day chosen is a departure. */
export const isLeaving = (choice: Choice): boolean => choice.checkIn !== undefined && choice.checkOut === undefined;

/** Why a press on this day would do nothing. A day before the arrival begins anew, so only arriving counts there. */
export function whyNotChoose(calendar: Calendar, choice: Choice, night: Night): string | undefined {
  if (choice.checkIn === undefined || choice.checkOut !== undefined || night <= choice.checkIn) return whyNotArrive(calendar, night);
  const stay = whyNotStay(calendar, { checkIn: choice.checkIn, checkOut: night });
  // Behind a taken night one can begin anew, but not leave.
  return stay !== undefined && night > endOfRun(calendar, choice.checkIn) ? whyNotArrive(calendar, night) : stay;
}

export function choose(calendar: Calendar, choice: Choice, night: Night): Choice {
  if (choice.checkIn === undefined || choice.checkOut !== undefined || night <= choice.checkIn) return { checkIn: night };
  if (whyNotStay(calendar, { checkIn: choice.checkIn, checkOut: night }) === undefined) return { checkIn: choice.checkIn, checkOut: night };
  return { checkIn: night };
}

/** The last day on which a stay that began then could leave, as far as nights are free. */
function endOfRun(calendar: Calendar, checkIn: Night): Night {
  let night = checkIn;
  while (night < calendar.horizon && canSleep(calendar, night)) night = addDays(night, 1);
  return night;
}
