import { type FormEvent, useEffect, useRef, useState } from "react";
import { useSearchParams } from "wouter";
import { type Activity, EVENT_TYPES, EventType } from "../../../shared/contract/events.ts";
import { Id } from "../../../shared/contract/ids.ts";
import type { ActivityFilter } from "../../../shared/contract/activity-filter.ts";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Field, Select } from "../parts/Field.tsx";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live } from "../service.ts";
import { useStore } from "../useStore.ts";
import { ActivityRow } from "./ActivityRow.tsx";
import { FindBooking } from "./FindBooking.tsx";
import { typeWords } from "./activityWords.ts";
import { formText } from "../parts/formText.ts";

const NAMES = ["type", "propertyId", "bookingId", "personId"] as const;
type Wanted = Partial<Record<(typeof NAMES)[number], string>>;

function filterOf(wanted: Wanted): ActivityFilter {
  const type = EventType.safeParse(wanted.type).data;
  const ids = Object.fromEntries(NAMES.slice(1).flatMap((name) => (Id.safeParse(wanted[name]).success ? [[name, wanted[name]]] : [])));
  return { ...ids, ...(type && { types: [type] }) };
}

export default function FeedPage() {
  const [search, setSearch] = useSearchParams();
  const wanted: Wanted = Object.fromEntries(NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])));
  const { list, loaded, paused, waiting } = useStore(live.operations.feed);
  const error = useFeed(JSON.stringify(filterOf(wanted)));
  const narrow = (more: Wanted) => setSearch({ ...wanted, ...more });
  return (
    <Page title="Support" className="ops">
      <div className="ops-columns">
        <section aria-labelledby="feed-title">
          <div className="row spread">
            <h2 id="feed-title">What happens</h2>
            <div className="row">
              {paused && <span className="soft" role="status">{waiting === 0 ? "Paused" : `Paused, ${waiting} waiting`}</span>}
              <button type="button" className="button quiet" onClick={() => (paused ? void live.operations.resume().catch(() => undefined) : live.operations.pause())}>
                {paused ? "Catch up" : "Pause"}
              </button>
            </div>
          </div>
          <FilterForm wanted={wanted} onWanted={(next) => setSearch(next)} />
          <Trouble error={error} />
          {!loaded && !error && <p className="waiting" role="status">Loading …</p>}
          {loaded && list.length === 0 && <p className="empty">Nothing that matches has happened.</p>}
          <Feed list={list} onNarrow={narrow} />
        </section>
        <FindBooking />
      </div>
      <ConnectionNotice of="/ops" />
    </Page>
  );
}

function Feed({ list, onNarrow }: { list: readonly Activity[]; onNarrow: (more: Wanted) => void }) {
  return (
    <ol className="feed" role="list" aria-label="Activity">
      {list.map((activity) => <ActivityRow key={activity.id} activity={activity} onNarrow={onNarrow} />)}
    </ol>
  );
}

/** Follows what matches while the page is shown. */
function useFeed(filter: string): unknown {
  const [error, setError] = useState<unknown>(null);
  useEffect(() => live.operations.follow(), []);
  useEffect(() => {
    let isWanted = true;
    setError(null);
    live.operations.filter(JSON.parse(filter) as ActivityFilter).catch((failed: unknown) => isWanted && setError(failed));
    return () => void (isWanted = false);
  }, [filter]);
  return error;
}

function FilterForm({ wanted, onWanted }: { wanted: Wanted; onWanted: (wanted: Wanted) => void }) {
  const [problems, setProblems] = useState<Wanted>({});
  const form = useRef<HTMLFormElement>(null);
  const { type: kind = "", propertyId = "", bookingId = "", personId = "" } = wanted;
  // The address, or a row, can set the filter: the fields follow without being made anew, which would lose the focus.
  useEffect(() => {
    for (const [name, value] of Object.entries({ type: kind, propertyId, bookingId, personId })) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
    }
  }, [kind, propertyId, bookingId, personId]);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const next: Wanted = Object.fromEntries(NAMES.flatMap((name) => (typed.get(name) ? [[name, formText(typed, name)]] : [])));
    const wrong = NAMES.slice(1).filter((name) => next[name] && !Id.safeParse(next[name]).success);
    setProblems(Object.fromEntries(wrong.map((name) => [name, "24 hex digits"])));
    if (wrong.length === 0) onWanted(next);
  }
  return (
    <form ref={form} className="feed-filter" onSubmit={submit} aria-label="Filter the feed">
      <Select label="Type" name="type" defaultValue={wanted.type ?? ""}>
        <option value="">Everything</option>
        {EVENT_TYPES.map((type) => <option key={type} value={type}>{typeWords(type)}</option>)}
      </Select>
      <Field label="Property" name="propertyId" defaultValue={wanted.propertyId} problem={problems.propertyId} placeholder="id" autoComplete="off" />
      <Field label="Booking" name="bookingId" defaultValue={wanted.bookingId} problem={problems.bookingId} placeholder="id" autoComplete="off" />
      <Field label="Person" name="personId" defaultValue={wanted.personId} problem={problems.personId} placeholder="id" autoComplete="off" />
      <div className="row">
        <button type="submit" className="button quiet">Filter</button>
        {Object.keys(wanted).length > 0 && <button type="button" className="plain" onClick={() => onWanted({})}>Everything</button>}
      </div>
    </form>
  );
}
