import { useEffect, useState } from "react";
import { live } from "../service.ts";
import { useStore } from "../useStore.ts";

/** Stats come each second. After so many milliseconds without any, what is shown is not how it is now. */
const SILENT = 4000;

/** `lost`: it is connecting again. `silent`: connected, and nothing is told. `closed`: it does not come back by itself. */
export type Freshness = "live" | "lost" | "silent" | "closed";

/** @param arrived when the last stats came, in milliseconds of this machine */
export function useFreshness(arrived: number | undefined): Freshness {
  const { status, at } = useStore(live.connections["/ops"]);
  const since = Math.max(arrived ?? 0, at);
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    setIsLate(Date.now() - since > SILENT);
    const timer = setTimeout(() => setIsLate(true), Math.max(0, since + SILENT - Date.now()));
    return () => clearTimeout(timer);
  }, [since]);
  if (status === "closed") return "closed";
  if (status === "lost" || (status === "connecting" && isLate)) return "lost";
  return status === "live" && isLate ? "silent" : "live";
}
