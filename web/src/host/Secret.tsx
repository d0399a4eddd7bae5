import { useRef } from "react";
import { MARKED, useCopy } from "./useCopy.ts";

/** A secret that is shown this once. */
export function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const shown = useRef<HTMLElement>(null);
  const { copied, copy } = useCopy(secret, () => shown.current && getSelection()?.selectAllChildren(shown.current));
  return (
    <>
      <p>Your system checks with it that a message is from us, by the rules of Standard Webhooks. <strong>It is not shown again:</strong> copy it to where your system keeps its secrets.</p>
      <p className="webhook-secret"><code ref={shown}>{secret}</code></p>
      {copied === "marked" && <p className="hint">{MARKED}</p>}
      <div className="row">
        <button type="button" className="button" onClick={() => void copy()}>{copied === "copied" ? "Copied" : "Copy it"}</button>
        <button type="button" className="button quiet" onClick={onClose}>{copied ? "Done" : "Close"}</button>
      </div>
    </>
  );
}
