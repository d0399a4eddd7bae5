import { useEffect } from "react";
import type { Alert } from "../../../shared/contract/events.ts";
import { announce } from "../parts/announce.tsx";
import { live } from "../service.ts";
import { isQuiet } from "./alertRows.ts";
import { alertWords } from "./alertWords.ts";
import { sounding } from "./ringing.ts";
import { ring } from "./sound.ts";

const TONES: Partial<Record<Alert["type"], Parameters<typeof ring>[0]>> = { "booking.requested": "booking", "booking.confirmed": "booking", "booking.cancelled": "cancelled", "booking.held": "hold", "booking.change_requested": "booking", "booking.changed": "booking" };

/** On every page of a host: each alert that arrives is heard, said, and shown by the browser where that is allowed. */
export function useHostAlerts(isHost: boolean): void {
  useEffect(() => {
    if (!isHost) return;
    const leave = live.hosting.follow();
    const silence = live.hosting.onRing((alert) => {
      if (isQuiet(alert)) return;
      const { title, text } = alertWords(alert);
      announce(`${title}: ${text}`);
      const tones = TONES[alert.type];
      if (tones && sounding.get()) ring(tones);
      // Several tabs show one notification, by its tag; a hold alone is no reason to look up from other work.
      if (tones && tones !== "hold" && "Notification" in window && Notification.permission === "granted") new Notification(title, { body: text, tag: alert.id, icon: "/icon.png" });
    });
    return () => {
      silence();
      leave();
    };
  }, [isHost]);
}
