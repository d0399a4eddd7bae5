/** Nights that have gone while one chose, and the nearest dates that are free. */
import { nightsOf, type Stay } from "../../../shared/contract/dates.ts";
import { longNight, stayDates } from "../words.ts";
import type { Choice } from "./choose.ts";
import { type Calendar, nearestFree } from "./nights.ts";

export function Gone({ calendar, stay, gone, onChoice }: { calendar: Calendar; stay: Stay; gone: string[]; onChoice: (choice: Choice) => void }) {
  const nearest = nearestFree(calendar, stay);
  return (
    <div className="notice bad" role="alert">
      <p><strong>{gone.length === 1 ? `The night of ${longNight(gone[0]!)} is no longer free.` : gone.length === nightsOf(stay).length ? "These nights are no longer free." : `${gone.length} of these nights are no longer free.`}</strong></p>
      {nearest ? (
        <>
          <p>Nearest free: {stayDates(nearest)}</p>
          <button type="button" className="button" onClick={() => onChoice({ ...nearest })}>Take the nearest free dates</button>
        </>
      ) : <p>No other dates of this length are free nearby. Look at later months.</p>}
    </div>
  );
}
