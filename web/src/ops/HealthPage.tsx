import "../style/health.css";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { Arrival } from "../../../shared/contract/client/lately.ts";
import type { Stats } from "../../../shared/contract/stats.ts";
import { announce } from "../parts/announce.tsx";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Page } from "../parts/Page.tsx";
import { live } from "../service.ts";
import { useStore } from "../useStore.ts";
import { plural, wallTimeSeconds } from "../words.ts";
import { Gauge, type Measure } from "./Gauge.tsx";
import { count, milliseconds, spanWords } from "./healthWords.ts";
import { Nodes } from "./Nodes.tsx";
import { type Freshness, useFreshness } from "./useFreshness.ts";

const CONNECTIONS: Measure[] = [{ kind: "one", of: ({ connections }) => connections }];
const WATCHERS: Measure[] = [{ kind: "one", of: ({ watchers }) => watchers }];
const HOLDS: Measure[] = [{ kind: "one", of: ({ holds }) => holds }];
const BOOKINGS: Measure[] = [{ kind: "one", of: ({ bookingsPerMinute }) => bookingsPerMinute }];
const DELAY: Measure[] = [
  { kind: "one", name: "p50", of: ({ feedDelay }) => feedDelay?.p50 },
  { kind: "two", name: "p99", of: ({ feedDelay }) => feedDelay?.p99 },
];
const JOBS: Measure[] = [
  { kind: "one", name: "late", of: ({ jobs }) => jobs.late },
  { kind: "two", name: "failing", of: ({ jobs }) => jobs.failing },
  { kind: "bad", name: "failed", of: ({ jobs }) => jobs.failed, isBad: (failed) => failed > 0 },
];

export default function HealthPage() {
  const kept = useStore(live.operations.stats);
  const [paused, setPaused] = useState<readonly Arrival[]>();
  const freshness = useFreshness(kept.at(-1)?.arrived);
  useEffect(() => live.operations.follow(), []);
  useTellSilence(freshness);
  const shown = paused ?? kept;
  return (
    <Page title="Health" className="health">
      <div className="row spread health-head">
        <Standing freshness={freshness} shown={shown} isPaused={paused !== undefined} />
        {shown.length > 0 && <button type="button" className="button quiet" onClick={() => setPaused(paused ? undefined : kept)}>{paused ? "Go on" : "Pause"}</button>}
      </div>
      {shown.length === 0 ? <p className="waiting" role="status">{freshness === "live" ? "Loading …" : "Nothing has been told yet."}</p> : <Shown kept={shown} isOld={freshness !== "live" || paused !== undefined} />}
      <ConnectionNotice of="/ops" />
    </Page>
  );
}

function Shown({ kept, isOld }: { kept: readonly Arrival[]; isOld: boolean }) {
  const { stats } = kept.at(-1)!;
  const { hosts, staff, jobs, feedDelay } = stats;
  return (
    <div className="health-shown" data-old={isOld || undefined}>
      <div className="gauges">
        <Gauge id="connections" title="Connections" measures={CONNECTIONS} kept={kept} say={count} least={10} note={`${plural(hosts, "host")}, ${staff} of staff`} />
        <Gauge id="watchers" title="Watchers" measures={WATCHERS} kept={kept} say={count} least={10} note="Looking at a property" />
        <Gauge id="holds" title="Holds" measures={HOLDS} kept={kept} say={count} least={5} note="Not yet paid" />
        <Gauge id="bookings" title="Bookings a minute" measures={BOOKINGS} kept={kept} say={count} least={5} note="Confirmed" />
        <Gauge id="delay" title="Feed delay" measures={DELAY} kept={kept} say={milliseconds} least={50} note={feedDelay ? "From a change to its being told, of the last 10 seconds" : "Nothing has changed within 10 seconds"} />
        <Gauge id="jobs" title="Jobs" measures={JOBS} kept={kept} say={count} least={5} note={<JobsNote {...jobs} />} />
      </div>
      <Nodes kept={kept} />
    </div>
  );
}

const JOBS_SAY = { failed: "What failed was given up", failing: "What fails tries again", waiting: "Due and not begun, failing, and given up" };

function JobsNote({ failing, failed }: Stats["jobs"]) {
  const state = failed > 0 ? "failed" : failing > 0 ? "failing" : "waiting";
  return <>{JOBS_SAY[state]}. <Link href={`/ops/jobs?state=${state}`}>Look at the jobs</Link></>;
}

/** Whether what is shown is how it is now; if not, as of when. */
function Standing({ freshness, shown, isPaused }: { freshness: Freshness; shown: readonly Arrival[]; isPaused: boolean }) {
  const last = shown.at(-1);
  if (!last) return <p className="lead" />;
  const asOf = `As of ${wallTimeSeconds(new Date(last.arrived).toISOString())}`;
  if (isPaused) return <p className="standing" data-standing="paused">{asOf}, paused</p>;
  if (freshness === "live") return <p className="standing" data-standing="live"><span className="live-dot" aria-hidden="true" /><span><strong>Live</strong>: {spanWords(shown)}</span></p>;
  const why = { lost: "reconnecting …", silent: "nothing has been told since", closed: "the connection was ended" }[freshness];
  return <p className="standing" data-standing={freshness}>{asOf}, {why}</p>;
}

/** A lost connection is said by its notice; that nothing is told although there is one, here. */
function useTellSilence(freshness: Freshness): void {
  const before = useRef(freshness);
  useEffect(() => {
    if (freshness === "silent") announce("Nothing is told any more: what is shown is not how it is now");
    if (before.current === "silent" && freshness === "live") announce("Live again");
    before.current = freshness;
  }, [freshness]);
}
