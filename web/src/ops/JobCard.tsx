/** A job: what it is for, when it runs, how it failed, and having it run now. */
import { useState } from "react";
import { Link } from "wouter";
import type { Job } from "../../../shared/contract/job.ts";
import { announce } from "../parts/announce.tsx";
import { clock, rest } from "../service.ts";
import { useNow } from "../useNow.ts";
import { dayAndTime, plural, shortId } from "../words.ts";
import { isLate, jobTitle, mayRetry, nextWords, spanOf } from "./jobWords.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";

export function JobCard({ job, onChanged }: { job: Job; onChanged: () => void }) {
  const { id, name, key, state, runAt, startedAt, finishedAt, failedAt, failures, reason, repeats, bookingId, propertyId, userId } = job;
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const title = jobTitle(name);
  const run = async (why: string) => {
    await rest.call("retryJob", { params: { id }, body: { reason: why } });
    announce(`${title} runs now`);
    onChanged();
  };
  const button = state === "failed" ? "Try again" : "Run now";
  return (
    <li className="case card" data-job={id} data-state={state}>
      <div className="row head"><h3>{title}</h3><Tag job={job} now={now} /></div>
      {reason && <p className="job-reason">{reason}</p>}
      <dl className="rules">
        {(state === "waiting" || state === "failing") && <div><dt>Runs</dt><dd>{nextWords(job, now)}{runAt && !repeats && <span className="soft"> · {dayAndTime(runAt)}</span>}</dd></div>}
        {repeats !== undefined && <div><dt>Repeats</dt><dd>every {spanOf(repeats * 1000)}</dd></div>}
        {failures > 0 && <div><dt>Failed</dt><dd>{plural(failures, "time")} in a row{failedAt && <span className="soft"> · last {dayAndTime(failedAt)}</span>}</dd></div>}
        {startedAt && <div><dt>Began</dt><dd>{dayAndTime(startedAt)}{state === "running" && <span className="soft"> · {spanOf(Math.max(0, now - Date.parse(startedAt)))} ago</span>}</dd></div>}
        {finishedAt && state !== "running" && <div><dt>Ended</dt><dd>{dayAndTime(finishedAt)}</dd></div>}
        {bookingId && <div><dt>Booking</dt><dd><Link href={`/ops/bookings/${bookingId}`} aria-label={`Booking ${shortId(bookingId)}: its history`}>{shortId(bookingId)}</Link></dd></div>}
        {propertyId && <div><dt>Property</dt><dd><Link href={`/ops?propertyId=${propertyId}`} aria-label={`Property ${shortId(propertyId)}: what happens there`}>{shortId(propertyId)}</Link></dd></div>}
        {userId && <div><dt>Person</dt><dd><Link href={`/ops/users?q=${userId}`} aria-label={`Person ${shortId(userId)}`}>{shortId(userId)}</Link></dd></div>}
        <div><dt>Number</dt><dd><code>{id}</code>{key && <><br /><code className="soft">{key}</code></>}</dd></div>
      </dl>
      {mayRetry(job, clock.now()) && <div className="row job-act"><button type="button" className={state === "failed" ? "button" : "button quiet"} aria-label={`${button}: ${title}, ${shortId(id)}`} onClick={() => setAsking(true)}>{button}</button></div>}
      {asking && <ReasonDialog title={state === "failed" ? "Try it again?" : "Run it now?"} label="Why" hint="Kept in the feed, with your number" button={button} act={run} onClose={() => setAsking(false)}><p>{title} · {shortId(id)}. It looks at how things are now: what is no longer due it leaves alone.</p></ReasonDialog>}
    </li>
  );
}

function Tag({ job, now }: { job: Job; now: number }) {
  const { state } = job;
  if (state === "failed") return <span className="tag bad">Failed</span>;
  if (state === "running") return <span className="tag lamp">Running</span>;
  if (state === "done") return <span className="tag good">Done</span>;
  if (state === "failing") return <span className="tag bad">Failing</span>;
  return isLate(job, now) ? <span className="tag lamp">Late</span> : <span className="tag">Waiting</span>;
}
