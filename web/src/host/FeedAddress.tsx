/** An address under which another platform reads a property's taken nights. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import type { NewCalendarAddress } from "../../../shared/contract/calendar.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { calendarsQuery } from "./calendarsQuery.ts";

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
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const make = useMutation({
    mutationFn: () => rest.call("calendarAddress", { body: of }),
    onSuccess: async () => {
      setAsking(false);
      setCopied(false);
      await queries.invalidateQueries({ queryKey: calendarsQuery.queryKey });
      announce("There is a new address");
    },
  });

  async function copy(): Promise<void> {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(url ?? "");
      setCopied(true);
      announce("Copied");
    } catch {
      announce("It is marked: copy it from there"); // clipboards can be forbidden
    }
  }

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
      <div className="row">
        <button type="button" className="button quiet" aria-label={`Copy the address ${whose}`} onClick={() => void copy()}>{copied ? "Copied" : "Copy"}</button>
        <button type="button" className="plain" aria-label={`Make a new address ${whose}`} onClick={() => setAsking(true)}>New address</button>
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
