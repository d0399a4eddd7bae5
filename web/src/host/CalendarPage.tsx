import { useEffect, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { monthKey } from "../../../shared/contract/client/months.ts";
import { addMonths, Month, monthOf } from "../../../shared/contract/dates.ts";
import type { HostMonth } from "../../../shared/contract/month.ts";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock, live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";
import { monthTitle } from "../words.ts";
import { ClaimDialog } from "./ClaimDialog.tsx";
import type { HostClaim } from "../../../shared/contract/month.ts";
import { NightsDialog } from "./NightsDialog.tsx";
import { type NightRun, PropertyMonth } from "./PropertyMonth.tsx";

interface Row {
  propertyId: string;
  title: string;
}

export default function CalendarPage() {
  const [search, setSearch] = useSearchParams();
  const month = Month.safeParse(search.get("month")).data ?? monthOf(new Date(clock.now()).toISOString().slice(0, 10));
  const { rows, error, again } = useCalendar(month);
  const known = useStore(live.hosting.months).items;
  const [run, setRun] = useState<NightRun & Row>();
  const [claim, setClaim] = useState<{ claim: HostClaim; month: HostMonth; title: string }>();
  const turn = (by: number) => setSearch({ month: addMonths(month, by) }, { replace: true });
  const chosenMonth = run && known.get(monthKey(run.propertyId, month));
  return (
    <Page title="Calendar" className="wide">
      <div className="row spread">
        <p className="soft">Press the first and the last night of a run to block it or to set its price. Press a bar to see what takes the nights.</p>
        <div className="row month-turn">
          <button type="button" className="turn" aria-label="Earlier month" onClick={() => turn(-1)}>‹</button>
          <h2 aria-live="polite">{monthTitle(month)}</h2>
          <button type="button" className="turn" aria-label="Later month" onClick={() => turn(1)}>›</button>
        </div>
      </div>
      <Trouble error={error} again={again} />
      {!rows && !error && <p className="waiting" role="status">Loading …</p>}
      {rows?.length === 0 && <p className="empty">You have no properties yet. <Link href="/host/properties/new">Make the first one</Link></p>}
      {rows?.map((row) => {
        const shown = known.get(monthKey(row.propertyId, month));
        return (
          <section key={row.propertyId} className="host-property card" aria-label={row.title}>
            <div className="row spread"><h3>{row.title}</h3>{shown && <span className="soft small">{shown.units > 1 ? `${shown.units} units · ` : ""}{shown.currency}</span>}</div>
            {shown
              ? <PropertyMonth month={shown} onRun={(chosen) => setRun({ ...chosen, ...row })} onClaim={(pressed) => setClaim({ claim: pressed, month: shown, title: row.title })} />
              : <p className="soft">Not open in {monthTitle(month)}: months open when a property is listed, as far ahead as its horizon.</p>}
          </section>
        );
      })}
      <ul className="legend host-legend" aria-label="What the bars mean">
        <li><i data-kind="booking" />Booking</li>
        <li><i data-kind="hold" />Hold</li>
        <li><i data-kind="block" />Your block</li>
      </ul>
      {run && chosenMonth && <NightsDialog run={run} title={run.title} month={chosenMonth} onClose={() => setRun(undefined)} />}
      {claim && <ClaimDialog {...claim} onClose={() => setClaim(undefined)} />}
      <ConnectionNotice of="/host" />
    </Page>
  );
}

/** Live where connected; over REST where the namespace does not answer. */
function useCalendar(month: Month): { rows: Row[] | undefined; error: unknown; again: () => void } {
  const [rows, setRows] = useState<Row[]>();
  const [error, setError] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    const take = (found: Row[]) => {
      if (!isWanted) return;
      setRows(found);
      setError(null);
    };
    live.hosting
      .calendar(month, month)
      .catch(async () => (await rest.call("hostCalendar", { query: { from: month, to: month } })).items)
      .then(take, (failed: unknown) => isWanted && setError(failed));
    return () => void (isWanted = false);
  }, [month, turn]);
  return { rows, error, again: () => setTurn(turn + 1) };
}
