import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { monthKey } from "../../../shared/contract/client/months.ts";
import { addMonths, localDate, Month, monthOf } from "../../../shared/contract/dates.ts";
import type { HostClaim, HostMonth } from "../../../shared/contract/month.ts";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock, live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";
import { monthTitle } from "../words.ts";
import { ClaimDialog } from "./ClaimDialog.tsx";
import { useGuestNames } from "./guestNames.ts";
import { NightsDialog } from "./NightsDialog.tsx";
import { hostPropertiesQuery } from "./PropertiesPage.tsx";
import { type NightRun, PropertyMonth } from "./PropertyMonth.tsx";

interface Row {
  propertyId: string;
  title: string;
}

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const todayIn = (timeZone: string) => localDate(new Date(clock.now()), timeZone);

export default function CalendarPage() {
  const [search, setSearch] = useSearchParams();
  const thisMonth = monthOf(todayIn(here));
  const month = Month.safeParse(search.get("month")).data ?? thisMonth;
  const { rows, error, again, isRead } = useCalendar(month);
  const known = useStore(live.hosting.months).items;
  const zones = new Map(useQuery(hostPropertiesQuery).data?.map(({ id, timeZone }) => [id, timeZone]));
  const shown = rows?.map((row) => known.get(monthKey(row.propertyId, month)));
  const names = useGuestNames(shown?.flatMap((one) => one?.claims.filter(({ kind }) => kind === "booking" || kind === "hold").map(({ id }) => id) ?? []) ?? []);
  const [run, setRun] = useState<NightRun & Row>();
  const [claim, setClaim] = useState<{ claim: HostClaim; month: HostMonth; title: string }>();
  const turn = (by: number) => setSearch({ month: addMonths(month, by) }, { replace: true });
  const chosenMonth = run && known.get(monthKey(run.propertyId, month));
  return (
    <Page title="Calendar" className="wide">
      {rows?.length === 0 ? <p className="empty">You have no properties yet. <Link href="/host/properties/new">Make the first one</Link></p> : (
        <div className="host-calendar-head">
          <div className="row month-turn">
            <button type="button" className="turn" aria-label="Earlier month" onClick={() => turn(-1)}>‹</button>
            <h2 aria-live="polite">{monthTitle(month)}</h2>
            <button type="button" className="turn" aria-label="Later month" onClick={() => turn(1)}>›</button>
          </div>
          <p className="soft">To block nights or to set their price, press the first and the last of them; for one night press it twice. Press a bar for what it stands for.</p>
          <Legend />
        </div>
      )}
      <Trouble error={error} again={again} />
      {!rows && !error && <p className="waiting" role="status">Loading …</p>}
      {rows?.map((row, at) => (
        <section key={row.propertyId} className="host-property card" aria-label={row.title}>
          {shown?.[at] ? (
            <PropertyMonth
              key={month}
              month={shown[at]}
              title={row.title}
              today={todayIn(zones.get(row.propertyId) ?? here)}
              names={names}
              onRun={(chosen) => setRun({ ...chosen, ...row })}
              onClaim={(pressed, of) => setClaim({ claim: pressed, month: of, title: row.title })}
            />
          ) : (
            <>
              <h3>{row.title}</h3>
              <p className="soft host-month-none">{isRead ? notOpen(month, thisMonth) : "Loading …"}</p>
            </>
          )}
        </section>
      ))}
      {run && chosenMonth && <NightsDialog run={run} title={run.title} month={chosenMonth} onClose={() => setRun(undefined)} />}
      {claim && <ClaimDialog {...claim} guest={names.get(claim.claim.id)} onClose={() => setClaim(undefined)} />}
      <ConnectionNotice of="/host" />
    </Page>
  );
}

const notOpen = (month: Month, thisMonth: Month) =>
  month < thisMonth ? `Nothing is kept of ${monthTitle(month)}.` : `${monthTitle(month)} is not open: months open when a property is listed, as many days ahead as it says.`;

function Legend() {
  return (
    <ul className="legend host-legend" aria-label="What the bars and marks mean">
      <li><i data-kind="booking" />Booking</li>
      <li><i data-kind="hold" />Hold, to be paid or answered</li>
      <li><i data-kind="block" />Your block</li>
      <li><i data-kind="imported" />From another platform</li>
      <li><b>3n</b>3 nights at least</li>
      <li><b>⊘in ⊘out</b>No arrival, no departure</li>
    </ul>
  );
}

/** Live where connected; over REST where the namespace does not answer. */
function useCalendar(month: Month): { rows: Row[] | undefined; error: unknown; again: () => void; isRead: boolean } {
  const [rows, setRows] = useState<Row[]>();
  const [readOf, setReadOf] = useState<Month>();
  const [error, setError] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    const take = (found: Row[]) => {
      if (!isWanted) return;
      setRows(found);
      setReadOf(month);
      setError(null);
    };
    live.hosting
      .calendar(month, month)
      .catch(async () => (await rest.call("hostCalendar", { query: { from: month, to: month } })).items)
      .then(take, (failed: unknown) => isWanted && setError(failed));
    return () => void (isWanted = false);
  }, [month, turn]);
  return { rows, error, again: () => setTurn(turn + 1), isRead: readOf === month };
}
