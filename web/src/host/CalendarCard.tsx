/** One calendar of another platform: how it is, what it collides with, and what can be done. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "wouter";
import type { Calendar } from "../../../shared/contract/calendar.ts";
import { announce } from "../parts/announce.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { dayAndTime, plural, stayDates } from "../words.ts";
import { CalendarForm, RemoveCalendar } from "./CalendarForm.tsx";
import { calendarsQuery } from "./calendarsQuery.ts";
import { outcomeWords, placeOf, readWords, stateOf } from "./calendarWords.ts";
import { FeedAddress } from "./FeedAddress.tsx";

export function CalendarCard({ calendar, address }: { calendar: Calendar; address: string | undefined }) {
  const { id, propertyId, name, url, enabled } = calendar;
  const [asking, setAsking] = useState<"edit" | "remove">();
  const toRead = useRef<HTMLButtonElement>(null);
  const queries = useQueryClient();
  const sync = useMutation({
    mutationFn: (acceptShorter?: number) => rest.call("syncCalendar", { params: { id }, body: acceptShorter === undefined ? {} : { acceptShorter } }),
    onSuccess: async (read, accepted) => {
      await queries.invalidateQueries({ queryKey: calendarsQuery.queryKey });
      announce(outcomeWords(read));
      if (accepted !== undefined) toRead.current?.focus(); // what was pressed has gone with the doubt
    },
  });
  const { tag, tone } = stateOf(calendar);
  return (
    <li className="card calendar-card" data-calendar={id} data-state={calendar.state}>
      <div className="row head">
        <h3>{name}</h3>
        <span className={`tag ${tone}`}>{tag}</span>
      </div>
      <p className="soft">{readWords(calendar)}<br />{placeOf(url)}</p>
      <State calendar={calendar} isPending={sync.isPending} onAccept={sync.mutate} />
      <Conflicts calendar={calendar} />
      <Trouble error={sync.error} />
      <div className="row">
        {enabled && <button ref={toRead} type="button" className="button quiet" aria-label={`Read ${name} now`} aria-disabled={sync.isPending} onClick={() => sync.isPending || sync.mutate(undefined)}>{sync.isPending ? "Reading …" : "Read it now"}</button>}
        <button type="button" className="plain" aria-label={`Edit ${name}`} onClick={() => setAsking("edit")}>Edit</button>
        <button type="button" className="plain" aria-label={`Remove ${name}`} onClick={() => setAsking("remove")}>Remove</button>
      </div>
      <FeedAddress of={{ propertyId, calendarId: id }} url={address} label={`Give this address to ${name}`} whose={`for ${name}`} />
      {asking === "edit" && <CalendarForm propertyId={propertyId} before={calendar} onClose={() => setAsking(undefined)} />}
      {asking === "remove" && <RemoveCalendar calendar={calendar} onClose={() => setAsking(undefined)} />}
    </li>
  );
}

function State({ calendar: { state, problem, doubt, name, nextAt, stays }, isPending, onAccept }: { calendar: Calendar; isPending: boolean; onAccept: (seen: number) => void }) {
  if (state === "failed") return <p className="notice lamp">{problem}.{nextAt && ` It is tried again ${dayAndTime(nextAt)}.`}{stays > 0 && " What it has taken stays taken."}</p>;
  if (state === "paused") return <p className="notice">It is not read. What it has taken stays taken.</p>;
  if (!doubt) return null;
  return (
    <div className="notice lamp">
      <p>It named {plural(doubt.before, "stay")} to come, and now {doubt.now === 0 ? "none" : `only ${doubt.now}`}. That may be a mistake of {name}, so nothing was freed. Look there: if the {doubt.now === 0 ? "stays" : "others"} are really gone, free their nights.</p>
      <p><button type="button" className="quiet" aria-label={`It is right, free the nights: ${name}`} aria-disabled={isPending} onClick={() => isPending || onAccept(doubt.now)}>It is right, free the nights</button></p>
    </div>
  );
}

function Conflicts({ calendar: { conflicts, name } }: { calendar: Calendar }) {
  if (conflicts.length === 0) return null;
  return (
    <div className="notice bad">
      <p>Booked here and at {name}. Nothing was done to the booking here, and support knows of it. It is over when one of the two is cancelled or has other dates.</p>
      <ul>
        {conflicts.map(({ checkIn, checkOut, nights }) => (
          <li key={`${checkIn} ${checkOut}`}>
            <Link href={`/host/calendar?month=${(nights[0] ?? checkIn).slice(0, 7)}`}>{stayDates({ checkIn, checkOut })}</Link>, {plural(nights.length, "night")} of it booked here
          </li>
        ))}
      </ul>
    </div>
  );
}
