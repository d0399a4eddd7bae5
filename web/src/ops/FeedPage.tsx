import { useEffect, useState } from "react";
import { useSearchParams } from "wouter";
import type { ActivityFilter } from "../../../shared/contract/activity-filter.ts";
import type { Activity } from "../../../shared/contract/events.ts";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live } from "../service.ts";
import { useMedia } from "../useMedia.ts";
import { useStore } from "../useStore.ts";
import { ActivityRow, type Narrowing } from "./ActivityRow.tsx";
import { filterOf, FilterForm, NAMES, type Wanted } from "./FilterForm.tsx";
import { FindBooking } from "./FindBooking.tsx";
import { usePropertyTitles } from "./propertyTitles.ts";

export default function FeedPage() {
  const [search, setSearch] = useSearchParams();
  const wanted: Wanted = Object.fromEntries(NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])));
  const { list, loaded } = useStore(live.operations.feed);
  const error = useFeed(JSON.stringify(filterOf(wanted)));
  const titles = usePropertyTitles(list, wanted.propertyId);
  // Beside the feed where there is room; before it where there is not, for it has no end.
  const wide = useMedia("(min-width: 62rem)");
  return (
    <Page title="Support" className="ops">
      <div className="ops-columns">
        {!wide && <FindBooking brief />}
        <section aria-labelledby="feed-title">
          <div className="row ops-head">
            <h2 id="feed-title" tabIndex={-1}>What happens</h2>
            <Pausing />
          </div>
          <FilterForm
            wanted={wanted}
            titles={titles}
            onWanted={(next) => {
              setSearch(next);
              // What was pressed to show everything is gone then.
              if (Object.keys(next).length === 0) toTitle();
            }}
          />
          <Trouble error={error} />
          {!loaded && !error && <p className="waiting" role="status">Loading …</p>}
          {loaded && list.length === 0 && <p className="empty">Nothing that matches has happened.</p>}
          <Feed
            list={list}
            titles={titles}
            onNarrow={(more) => {
              setSearch({ ...wanted, ...more });
              window.scrollTo(0, 0);
              toTitle();
            }}
          />
        </section>
        {wide && <FindBooking />}
      </div>
      <ConnectionNotice of="/ops" />
    </Page>
  );
}

const toTitle = () => document.getElementById("feed-title")?.focus({ preventScroll: true });

function Pausing() {
  const { paused, waiting } = useStore(live.operations.feed);
  return (
    <div className="row">
      <span className="soft" role="status">{paused && (waiting === 0 ? "Paused" : `Paused, ${waiting} waiting`)}</span>
      <button type="button" className="button quiet" onClick={() => (paused ? void live.operations.resume().catch(() => undefined) : live.operations.pause())}>
        {paused ? "Catch up" : "Pause"}
      </button>
    </div>
  );
}

function Feed({ list, titles, onNarrow }: { list: readonly Activity[]; titles: ReadonlyMap<string, string>; onNarrow: (more: Narrowing) => void }) {
  return (
    <ol className="feed" role="list" aria-label="Activity">
      {list.map((activity) => <ActivityRow key={activity.id} activity={activity} title={activity.propertyId && titles.get(activity.propertyId)} onNarrow={onNarrow} />)}
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
