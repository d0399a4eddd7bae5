import type { ReactNode } from "react";
import { saying } from "./saying.ts";

/** A problem where it happened, announced at once. */
export function Trouble({ error, again, children }: { error: unknown; again?: () => void; children?: ReactNode }) {
  if (!error && !children) return null;
  return (
    <div className="notice bad" role="alert">
      {children ?? <p>{saying(error)}</p>}
      {again && <button type="button" className="quiet" onClick={again}>Try again</button>}
    </div>
  );
}
