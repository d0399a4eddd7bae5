import { useMutation } from "@tanstack/react-query";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";

/** The stay for a calendar of the guest's own. It is asked for with their token, so that a link alone would not do. */
export function StayFile({ booking: { id, checkIn } }: { booking: BookingView }) {
  const get = useMutation({ mutationFn: () => rest.call("stayFile", { params: { id } }), onSuccess: (text) => save(text, `stay-${checkIn}.ics`) });
  return (
    <div className="on-screen">
      <button type="button" className="button quiet" aria-disabled={get.isPending} onClick={() => get.isPending || get.mutate()}>Calendar file</button>
      <Trouble error={get.error} />
    </div>
  );
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // Some browsers read it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
