import { useEffect } from "react";
import { announce } from "../parts/announce.tsx";
import { live } from "../service.ts";
import { alertWords } from "./alertWords.ts";
import { sounding } from "./ringing.ts";
import { ring } from "./sound.ts";

/** On every page of a host: each alert that arrives is heard, said, and shown by the browser where that is allowed. */
export function useHostAlerts(isHost: boolean): void {
  useEffect(() => {
    if (!isHost) return;
    const leave = live.hosting.follow();
    const silence = live.hosting.onRing((alert) => {
      const { title, text } = alertWords(alert);
      if (sounding.get()) ring();
      announce(`${title}: ${text}`);
      // Several tabs show one notification, by its tag.
      if ("Notification" in window && Notification.permission === "granted") new Notification(title, { body: text, tag: alert.id, icon: "/favicon.svg" });
    });
    return () => {
      silence();
      leave();
    };
  }, [isHost]);
}
