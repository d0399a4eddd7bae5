import { useEffect } from "react";
import { announce } from "../parts/announce.tsx";
import { useNow } from "../useNow.ts";

/** Whoever can't see the clock run down is told once when less than a minute is left. */
export function useLastMinute(until: string | undefined): void {
  const left = Date.parse(until ?? "") - useNow();
  const isLast = left > 0 && left < 60_000;
  useEffect(() => {
    if (isLast) announce("Less than a minute is left to pay");
  }, [isLast]);
}
