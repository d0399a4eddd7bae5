/** A case: what was found, at which booking, who sees to it, and how it ended. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { Case } from "../../../shared/contract/case.ts";
import { announce } from "../parts/announce.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock, live, rest, session } from "../service.ts";
import { useStore } from "../useStore.ts";
import { dayAndTime, shortId, stayDates } from "../words.ts";
import { assigneeWords, caseFacts, kindWords, waited } from "./caseWords.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";

interface Props {
  found: Case;
  /** Since when one looks, milliseconds since 1970: what changes later is lit for a moment. */
  since: number;
  /** Its booking is what the page is about. */
  isHere?: boolean;
}

export function CaseCard({ found, since, isHere = false }: Props) {
  const { kind, status, version, bookingId, openedAt, resolvedAt, resolution, at } = found;
  // A case names its booking alone; what the amounts are in, the booking knows.
  const booking = useQuery({
    queryKey: ["ops-booking", bookingId],
    queryFn: async () => (await rest.call("opsBookings", { query: { q: bookingId, limit: 1 } })).items[0] ?? null,
    staleTime: 60_000,
  }).data;
  const { title, says } = kindWords(kind);
  const isFresh = Date.parse(at) > since;
  return (
    <li className="case card" data-case={found.id} data-kind={kind} data-status={status} data-fresh={isFresh ? version % 2 : undefined}>
      <div className="row head">
        <h3>{title}</h3>
        <span className={status === "open" ? "tag lamp" : "tag good"}>{status === "open" ? "Open" : "Resolved"}</span>
      </div>
      <p>{says}</p>
      <dl className="rules">
        {!isHere && (
          <div>
            <dt>Booking</dt>
            <dd><Link href={`/ops/bookings/${bookingId}`} aria-label={`Booking ${shortId(bookingId)}: its history`}>{booking ? booking.propertyTitle : shortId(bookingId)}</Link>{booking && <><br /><span className="soft">{stayDates(booking)} · {shortId(bookingId)}</span></>}</dd>
          </div>
        )}
        {caseFacts(found, booking?.quote.currency).map(({ name, text }) => <div key={name}><dt>{name}</dt><dd>{text}</dd></div>)}
        <div><dt>Since</dt><dd>{dayAndTime(openedAt)}{status === "open" && <span className="soft"> · {waited(openedAt, clock.now())}</span>}</dd></div>
        {resolvedAt && <div><dt>Resolved</dt><dd>{dayAndTime(resolvedAt)}</dd></div>}
        {resolution && <div><dt>How it ended</dt><dd>{resolution}</dd></div>}
      </dl>
      {status === "open" && <Handling found={found} />}
    </li>
  );
}

function Handling({ found }: { found: Case }) {
  const [asking, setAsking] = useState<"resolve" | "take">();
  const state = useStore(session);
  const me = state.status === "signed-in" ? state.user.id : undefined;
  const { id, assigneeId, kind } = found;
  const { title } = kindWords(kind);
  const assign = async (reason: string) => {
    live.operations.acceptCases([await rest.call("assignCase", { params: { id }, body: { reason } })]);
    announce(`You see to it: ${title}`);
  };
  const resolve = async (reason: string) => {
    live.operations.acceptCases([await rest.call("resolveCase", { params: { id }, body: { reason } })]);
    announce(`Resolved: ${title}`);
  };
  // What nobody has is taken at once; what another person has, with a word why.
  const take = useMutation({ mutationFn: () => assign("Nobody had taken it") });
  const about = `${title}, booking ${shortId(found.bookingId)}`;
  return (
    <>
      <div className="row spread">
        <p className="soft" data-assignee={assigneeId}>{assigneeWords(found, me)}</p>
        <div className="row">
          {assigneeId !== me && <button type="button" className="button quiet" aria-label={`${assigneeId ? "Take over" : "Take"}: ${about}`} aria-disabled={take.isPending} onClick={() => (assigneeId ? setAsking("take") : take.isPending || take.mutate())}>{assigneeId ? "Take over" : "Take it"}</button>}
          <button type="button" className="button" aria-label={`Resolve: ${about}`} onClick={() => setAsking("resolve")}>Resolve</button>
        </div>
      </div>
      <Trouble error={take.error} />
      {asking === "resolve" && <ReasonDialog title="Resolve this case?" label="How it ended" hint="Kept with the case and in the booking’s history" button="Resolve" act={resolve} onClose={() => setAsking(undefined)}><p>{title} · booking {shortId(found.bookingId)}</p></ReasonDialog>}
      {asking === "take" && <ReasonDialog title="Take it over?" label="Why" hint="Somebody else sees to it. Kept in the booking’s history" button="Take over" act={assign} onClose={() => setAsking(undefined)}><p>{title} · booking {shortId(found.bookingId)}</p></ReasonDialog>}
    </>
  );
}
