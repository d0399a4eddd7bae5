/** The page's one session, client and connection. */
import { cameFromGoogle } from "./account/google.ts";
import { createClock } from "../../shared/contract/client/clock.ts";
import { createLive } from "../../shared/contract/client/live.ts";
import { createRest } from "../../shared/contract/client/rest.ts";
import { createSession, type SessionMemory } from "../../shared/contract/client/session.ts";

const REMEMBERED = "vacancy:signed-in";

/** Storage can be forbidden: then each visit asks the server. */
const memory: SessionMemory = {
  mayBeSignedIn() {
    try {
      return cameFromGoogle() || localStorage.getItem(REMEMBERED) !== null;
    } catch {
      return true;
    }
  },
  remember(signedIn) {
    try {
      if (signedIn) localStorage.setItem(REMEMBERED, "1");
      else localStorage.removeItem(REMEMBERED);
    } catch {
      // Nothing is remembered.
    }
  },
  exclusively: (work) => (navigator.locks ? navigator.locks.request("vacancy:refresh", work) : work()),
};

export const clock = createClock();
const sending = { baseUrl: "", fetch: window.fetch.bind(window), onServerTime: clock.heard };
export const session = createSession(sending, clock.now, memory);
export const rest = createRest(sending, session);
export const live = createLive(window.location.origin, session, rest);

/** Signing out in one tab signs out in all. */
window.addEventListener("storage", ({ key, newValue }) => {
  if (key !== REMEMBERED) return;
  if (newValue === null) session.forget();
  else void session.refresh().catch(() => undefined);
});
