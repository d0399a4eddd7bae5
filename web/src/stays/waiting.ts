/** The result of a payment does not answer the request: it arrives later, as a change of the booking. */
import { useEffect, useEffectEvent } from "react";

/** How long a result usually takes at the most, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Tells the page while a result is waited for; nothing is any more once the form has gone. */
export function useTellWaiting(isWaiting: boolean, onWaiting: (waiting: boolean) => void): void {
  useEffect(() => {
    onWaiting(isWaiting);
    return () => onWaiting(false);
  }, [isWaiting, onWaiting]);
}

/** Calls when it has been waited for so long that something else has to be said. */
export function usePatience(isWaiting: boolean, onEnd: () => void): void {
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(end, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
}
