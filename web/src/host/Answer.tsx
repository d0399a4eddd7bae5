/** A request, answered where it rang. */
import { useMutation } from "@tanstack/react-query";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest } from "../service.ts";

/** Of the booking's latest state; nothing where it is not to be answered any more. */
export function Answer({ booking, about, onAnswered }: { booking: BookingView; about: string; onAnswered: () => void }) {
  const answer = useMutation({
    mutationFn: (how: "accept" | "decline") => rest.call(how, { params: { id: booking.id } }),
    onSuccess: (answered) => {
      onAnswered();
      live.hosting.accept([answered]);
    },
  });
  if (booking.status !== "requested") return null;
  const press = (how: "accept" | "decline") => () => answer.isPending || answer.mutate(how);
  return (
    <div className="answer">
      <div className="row">
        <button type="button" className="button" aria-label={`Accept ${about}`} aria-disabled={answer.isPending} onClick={press("accept")}>Accept</button>
        <button type="button" className="button quiet" aria-label={`Decline ${about}`} aria-disabled={answer.isPending} onClick={press("decline")}>Decline</button>
      </div>
      <Trouble error={answer.error} />
    </div>
  );
}
