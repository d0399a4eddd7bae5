import { useNow } from "../useNow.ts";
import { countdown } from "../words.ts";

/** What is left until an instant, anew each second; a screen reader is told the instant's sentence once, not each second. */
export function Countdown({ until }: { until: string }) {
  const left = Date.parse(until) - useNow();
  return <span role="timer" aria-live="off" className={left < 60_000 ? "countdown soon" : "countdown"}>{countdown(left)}</span>;
}
