import { useEffect } from "react";
import { navigate } from "wouter/use-browser-location";
import { announce } from "../parts/announce.tsx";
import { signInPath } from "../parts/Only.tsx";
import { session } from "../service.ts";
import { useStore } from "../useStore.ts";

/** Pages for who is signed out: nobody is taken away from them. */
const OPEN = ["/sign-in", "/register", "/forgot", "/reset", "/verify-email", "/unsubscribe", "/mailbox"];

/** Whoever was at work when the session ended elsewhere is taken to sign-in, which says why, and leads back. */
export function EndedSession() {
  const state = useStore(session);
  const hasEnded = state.status === "signed-out" && state.ended === true;
  useEffect(() => {
    if (!hasEnded) return;
    announce("You have been signed out");
    const { pathname, search } = window.location;
    if (!OPEN.includes(pathname)) navigate(signInPath(pathname + search), { replace: true });
  }, [hasEnded]);
  return null;
}
