/** Months of one property, live, with the nights that have just changed. */
import { useEffect, useMemo, useRef, useState } from "react";
import { changedNights, monthKey } from "../../../shared/contract/client/months.ts";
import { addMonths, type Month, monthsBetween, type Night } from "../../../shared/contract/dates.ts";
import type { PublicMonth } from "../../../shared/contract/month.ts";
import { announce } from "../parts/announce.tsx";
import { live } from "../service.ts";
import { useStore } from "../useStore.ts";
import { longNight, plural } from "../words.ts";

/** How long a changed night is marked, in milliseconds. */
const MARKED_MS = 1_200;

/** Watches the two months shown and those around them: turning a page finds them there, and so does the nearest free stay. */
export function useMonths(propertyId: string, first: Month): { months: ReadonlyMap<string, PublicMonth>; changed: ReadonlySet<Night>; loading: boolean } {
  const known = useStore(live.availability.months);
  const wanted = useMemo(() => monthsBetween(addMonths(first, -1), addMonths(first, 3)), [first]);
  useEffect(() => live.availability.watch(propertyId, wanted), [propertyId, wanted]);
  const changed = useChanged(known.items, propertyId);
  return { months: known.items, changed, loading: !known.items.has(monthKey(propertyId, first)) };
}

function useChanged(months: ReadonlyMap<string, PublicMonth>, propertyId: string): ReadonlySet<Night> {
  const before = useRef(months);
  const [changed, setChanged] = useState<ReadonlySet<Night>>(new Set());
  useEffect(() => {
    const nights: Night[] = [];
    for (const [key, month] of months) {
      const known = before.current.get(key);
      if (month.propertyId === propertyId && known && known !== month) nights.push(...changedNights(known, month));
    }
    before.current = months;
    if (nights.length === 0) return;
    setChanged(new Set(nights));
    announce(changeWords(nights, propertyId, months));
    const timer = setTimeout(() => setChanged(new Set()), MARKED_MS);
    return () => clearTimeout(timer);
  }, [months, propertyId]);
  return changed;
}

function changeWords(nights: Night[], propertyId: string, months: ReadonlyMap<string, PublicMonth>): string {
  const word = (night: Night) => {
    const month = months.get(monthKey(propertyId, night.slice(0, 7)));
    const day = Number(night.slice(8));
    if ((month?.free[day - 1] ?? 0) > 0) return "free";
    return month?.heldUntil?.[day] ? "held" : "taken";
  };
  const words = new Set(nights.map(word));
  const what = words.size === 1 ? `now ${[...words].join()}` : "changed";
  if (nights.length === 1) return `${longNight(nights[0]!)} is ${what}`;
  return `${plural(nights.length, "night")} from ${longNight(nights[0]!)} are ${what}`;
}
