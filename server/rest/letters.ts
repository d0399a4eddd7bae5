import { Router } from "express";
import { unsubscribe, unsubscribing } from "../../shared/accounts/unsubscribe.ts";
import type { Keys } from "../../shared/accounts/keys.ts";
import type { Handlers } from "./bind.ts";

export function letterHandlers(keys: Keys): Handlers<"unsubscribing" | "unsubscribe"> {
  return {
    unsubscribing: ({ input, context }) => unsubscribing({ ...context, keys }, input.query),
    unsubscribe: ({ input, context }) => unsubscribe({ ...context, keys }, input.query),
  };
}

/** For `/api`: a link of a letter opened in a browser leads to the page, and changes nothing, because scanners open links too. */
export function unsubscribeLinks(): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.get("/letters/unsubscribe", ({ originalUrl }, res) => res.redirect(303, `/unsubscribe${/\?.*$/.exec(originalUrl)?.[0] ?? ""}`));
  return router;
}
