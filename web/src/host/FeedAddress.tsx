/** An address under which another platform reads a property's taken nights. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import type { NewCalendarAddress } from "../../../shared/contract/calendar.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { calendarsQuery } from "./calendarsQuery.ts";
import { MARKED, useCopy } from "./useCopy.ts";

interface Props {
  of: NewCalendarAddress;
  /** Undefined where none was made yet. */
  url: string | undefined;
  label: string;
  /** Who reads it, as buttons name it to who can't see where they stand. */
  whose: string;
}

export function FeedAddress({ of, url, label, whose }: Props) {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const toCopy = useRef<HTMLButtonElement>(null);
  const id = useId();
  const { copied, copy } = useCopy(url ?? "", () => field.current?.select());
  const make = useMutation({
    mutationFn: () => rest.call("calendarAddress", { body: of }),
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries({ queryKey: calendarsQuery.queryKey });
      announce("There is a new address");
    },
  });
  const isMade = make.isSuccess && url !== undefined;
  useEffect(() => {
    // The button that made the first one has gone.
    if (isMade && document.activeElement === document.body) toCopy.current?.focus();
  }, [isMade]);

  if (url === undefined) {
    return (
      <>
        <div className="row"><button type="button" className="button quiet" aria-disabled={make.isPending} onClick={() => make.isPending || make.mutate()}>Make an address</button></div>
        <Trouble error={make.error} />
      </>
    );
  }
  return (
    <div className="field feed-address">
      <label htmlFor={id}>{label}</label>
      <input id={id} ref={field} readOnly value={url} onFocus={(event) => event.currentTarget.select()} spellCheck={false} />
      {copied === "marked" && <p className="hint">{MARKED}</p>}
      <div className="row">
        <button ref={toCopy} type="button" className="button quiet" aria-label={`${copied === "copied" ? "Copied:" : "Copy"} the address ${whose}`} onClick={() => void copy()}>{copied === "copied" ? "Copied" : "Copy"}</button>
        <button type="button" className="plain" aria-label={`New address ${whose}`} onClick={() => setAsking(true)}>New address</button>
      </div>
      {isAsking && (
        <Dialog title="Make a new address?" onClose={() => setAsking(false)}>
          <p>The old one ends at once: where it is used, the new one has to be written in its place. Until then that platform does not see which nights are taken here.</p>
          <Trouble error={make.error} />
          <div className="row">
            <button type="button" className="button" aria-disabled={make.isPending} onClick={() => make.isPending || make.mutate()}>New address</button>
            <button type="button" className="button quiet" onClick={() => setAsking(false)}>Keep the old one</button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
