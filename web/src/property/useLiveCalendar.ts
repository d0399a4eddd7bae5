/** The calendar of a property around the months shown, live, for choosing a stay in it. */
import { useMemo } from "react";
import { monthKey } from "../../../shared/contract/client/months.ts";
import { addMonths, type Month, monthOf, type Night, type Stay } from "../../../shared/contract/dates.ts";
import type { Property } from "../../../shared/contract/property.ts";
import type { Choice } from "../calendar/choose.ts";
import { type Calendar, calendarOf } from "../calendar/nights.ts";
import { useNow } from "../useNow.ts";
import { useMonths } from "./useMonths.ts";

interface LiveCalendar {
  calendar: Calendar;
  changed: ReadonlySet<Night>;
  loading: boolean;
  /** Changes with each change of the months that the choice lies in: its price is asked anew. */
  monthsVersion: string;
}

/** @param own a stay whose nights are free for this choice */
export function useLiveCalendar(property: Property, first: Month, { checkIn }: Choice, own?: Stay): LiveCalendar {
  const now = useNow();
  const { months, changed, loading } = useMonths(property.id, first);
  const calendar = useMemo(() => calendarOf(property, months, now, own), [property, months, own, now]);
  const around = checkIn ? monthOf(checkIn) : first;
  const monthsVersion = [0, 1, 2].map((after) => months.get(monthKey(property.id, addMonths(around, after)))?.version ?? 0).join(".");
  return { calendar, changed, loading, monthsVersion };
}

/** The month to turn to, so that a stay that was chosen elsewhere than in the calendar is seen; nothing where it is. */
export function monthToTurnTo({ checkIn, checkOut }: Choice, first: Month): Month | undefined {
  if (!checkIn || !checkOut) return undefined;
  const month = monthOf(checkIn);
  return month < first || month > addMonths(first, 1) ? month : undefined;
}
