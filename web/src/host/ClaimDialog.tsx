/** What takes nights: a block that can be removed, a hold or a booking with what is known of it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import type { HostClaim, HostMonth } from "../../../shared/contract/month.ts";
import { nightOf } from "../../../shared/contract/dates.ts";
import { announce } from "../parts/announce.tsx";
import { Countdown } from "../parts/Countdown.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { QuoteLines } from "../parts/QuoteLines.tsx";
import { StatusTag } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest } from "../service.ts";
import { CancelDialog } from "../stays/CancelDialog.tsx";
import { useStore } from "../useStore.ts";
import { deadline, mediumNight, nightsCount, plural, stayDates } from "../words.ts";
import { Answer } from "./Answer.tsx";
import { Arrival } from "./Arrival.tsx";

interface Props {
  claim: HostClaim;
  month: HostMonth;
  title: string;
  /** The guest's name, where it is known. */
  guest: string | undefined;
  onClose: () => void;
}

export function ClaimDialog(props: Props) {
  if (props.claim.kind === "imported") return <ImportedDialog {...props} />;
  return props.claim.kind === "block" ? <BlockDialog {...props} /> : <BookingDialog {...props} />;
}

function ImportedDialog({ claim, month, title, onClose }: Props) {
  return (
    <Dialog title={claim.note ?? "Another platform"} onClose={onClose}>
      <p>{title}<br /><span className="soft">{nightsOf(claim, month)}</span></p>
      <p>{claim.closed ? "These nights are closed there." : "A stay there takes these nights."} When that changes, it changes here within a quarter of an hour.</p>
      <div className="row">
        <Link href={`/host/properties/${month.propertyId}/calendars`} className="button quiet">Calendars of other platforms</Link>
        <button type="button" className="button quiet" onClick={onClose}>Close</button>
      </div>
    </Dialog>
  );
}

function nightsOf(claim: HostClaim, month: HostMonth): string {
  const [first, last] = [nightOf(month.month, claim.from), nightOf(month.month, claim.to - 1)];
  return first === last ? `The night of ${mediumNight(first)}` : `Nights of ${mediumNight(first)} to ${mediumNight(last)}`;
}

function BlockDialog({ claim, month, title, onClose }: Props) {
  const unblock = useMutation({
    mutationFn: () => rest.call("unblock", { params: { id: month.propertyId, blockId: claim.id } }),
    onSuccess: () => {
      announce("The block is removed");
      onClose();
    },
  });
  return (
    <Dialog title={claim.note || "Your block"} onClose={onClose}>
      <p>{title}<br /><span className="soft">{nightsOf(claim, month)}{month.units > 1 && ` · ${claim.units} of ${plural(month.units, "unit")}`}</span></p>
      <p className="soft">Where it goes on in another month, it is removed there, too.</p>
      <Trouble error={unblock.error} />
      <div className="row">
        <button type="button" className="button" aria-disabled={unblock.isPending} onClick={() => unblock.isPending || unblock.mutate()}>Remove block</button>
        <button type="button" className="button quiet" onClick={onClose}>Close</button>
      </div>
    </Dialog>
  );
}

function BookingDialog({ claim, title, guest, onClose }: Props) {
  const [isCancelling, setCancelling] = useState(false);
  const read = useQuery({ queryKey: ["booking", claim.id], queryFn: () => rest.call("booking", { params: { id: claim.id } }), staleTime: 0 });
  const known = useStore(live.hosting.bookings).items.get(claim.id);
  const booking = known && known.version > (read.data?.version ?? 0) ? known : read.data;
  if (booking && isCancelling) return <CancelDialog byHost booking={booking} onClose={onClose} onCancelled={(cancelled) => live.hosting.accept([cancelled])} />;
  return (
    <Dialog title={guest ?? (claim.kind === "hold" ? "A hold" : "A booking")} onClose={onClose}>
      <p>{title}</p>
      <Trouble error={read.error} />
      {!booking && read.isPending && <p role="status">Loading …</p>}
      {booking && <BookingFacts booking={booking} guest={guest} onClose={onClose} />}
      <div className="row">
        <button type="button" className="button quiet" onClick={onClose}>Close</button>
        {booking?.status === "confirmed" && <button type="button" className="button danger" onClick={() => setCancelling(true)}>Cancel booking</button>}
      </div>
    </Dialog>
  );
}

function BookingFacts({ booking, guest, onClose }: { booking: BookingView; guest: string | undefined; onClose: () => void }) {
  const { change } = booking;
  return (
    <>
      <p className="row"><StatusTag status={booking.status} /> <span>{stayDates(booking)} · {nightsCount(booking)} · {plural(booking.guests, "guest")}</span></p>
      {booking.status === "held" && booking.holdUntil && <p>To be paid within <Countdown until={booking.holdUntil} /></p>}
      {change?.awaits === "host" && <p>{guest ?? "The guest"} asks for a change. Nights that it adds are held until {deadline(change.until, booking.timeZone)}.</p>}
      <Answer booking={booking} about={`${guest ?? "a guest"}, ${stayDates(booking)}`} onAnswered={onClose} />
      <QuoteLines quote={booking.quote} />
      <Arrival booking={booking} guest={guest} onDone={onClose} />
    </>
  );
}
