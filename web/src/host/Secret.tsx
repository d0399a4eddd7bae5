import { useRef, useState } from "react";
import { announce } from "../parts/announce.tsx";

/** A secret that is shown this once. */
export function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const shown = useRef<HTMLElement>(null);
  async function copy(): Promise<void> {
    if (shown.current) getSelection()?.selectAllChildren(shown.current);
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
      announce("Copied");
    } catch {
      announce("It is marked: copy it from there"); // clipboards can be forbidden
    }
  }
  return (
    <>
      <p>Your system checks with it that a message is from us, by the rules of Standard Webhooks. <strong>It is not shown again:</strong> copy it to where your system keeps its secrets.</p>
      <p className="webhook-secret"><code ref={shown}>{secret}</code></p>
      <div className="row">
        <button type="button" className="button" onClick={() => void copy()}>{copied ? "Copied" : "Copy it"}</button>
        <button type="button" className="button quiet" onClick={onClose}>{copied ? "Done" : "Close"}</button>
      </div>
    </>
  );
}
