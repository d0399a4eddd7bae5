/** Signing in with Google: two addresses that browsers are sent to. Both answer with where to go next, also when it fails. */
import { type Request, type RequestHandler, type Response, Router } from "express";
import type { Logger } from "pino";
import { type GoogleFlow, newFlow, openFlow, sealFlow, spendFlow } from "../../shared/accounts/google-flow.ts";
import { GoogleRefusal } from "../../shared/accounts/google-refusal.ts";
import { signInWithGoogle } from "../../shared/accounts/google.ts";
import type { Keys } from "../../shared/accounts/keys.ts";
import { signIn, signOut } from "../../shared/accounts/refresh.ts";
import type { Config, GoogleClient } from "../../shared/config.ts";
import type { SignInProblem } from "../../shared/contract/routes/accounts.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { agentOf, languageOf } from "../rest/auth.ts";
import { problemOf } from "../rest/problem.ts";
import { flowCookie, type HiddenCookie } from "./cookie.ts";
import { createGoogle, type Google } from "./google-client.ts";
import { localPath } from "./google-next.ts";

export const GOOGLE_CALLBACK = "/api/auth/google/callback";

export interface GoogleDoor {
  google: GoogleClient;
  config: Pick<Config, "publicUrl" | "production">;
  context: TransactionContext;
  keys: Keys;
  /** Of the session that begins. */
  cookie: HiddenCookie;
}

/** For `/api`. */
export function googleRoutes(door: GoogleDoor): Router {
  const google = createGoogle(door.google, door.config.publicUrl + GOOGLE_CALLBACK);
  const carried = flowCookie(door.config.production);
  const router = Router({ caseSensitive: true, strict: true });
  router.get("/auth/google", beginning(door, google, carried));
  router.get("/auth/google/callback", ending(door, google, carried));
  return router;
}

function beginning({ context, keys, cookie }: GoogleDoor, google: Google, carried: HiddenCookie): RequestHandler {
  return async (req, res) => {
    const flow = newFlow(localPath(new URLSearchParams(searchOf(req)).get("next")), cookie.read(req));
    await orSayWhy(req, res, flow, async () => {
      const address = await google.begin(flow);
      carried.set(req, res, await sealFlow(keys, flow, await context.clock()));
      res.redirect(302, address);
    });
  };
}

function ending(door: GoogleDoor, google: Google, carried: HiddenCookie): RequestHandler {
  const { context, cookie } = door;
  return (req, res) =>
    orSayWhy(req, res, undefined, async () => {
      const flow = await takeFlow(door, carried, req, res);
      await orSayWhy(req, res, flow, async () => {
        const user = await signInWithGoogle(context, { ...(await google.finish(searchOf(req), flow)), language: languageOf(req) });
        if (flow.before !== undefined) await signOut(context, flow.before); // its cookie is about to be gone
        const device = await signIn(context, user, agentOf(req));
        cookie.set(req, res, device.refreshToken);
        res.redirect(303, flow.next);
      });
    });
}

/** Only what this browser began, not long ago, and what has not ended. @throws GoogleRefusal `google-expired` */
async function takeFlow({ context, keys }: GoogleDoor, carried: HiddenCookie, req: Request, res: Response): Promise<GoogleFlow> {
  const sealed = carried.read(req);
  const flow = sealed === undefined ? undefined : await openFlow(keys, sealed, await context.clock());
  if (!flow || new URLSearchParams(searchOf(req)).get("state") !== flow.state) throw new GoogleRefusal("google-expired");
  carried.clear(req, res);
  if (!(await spendFlow(context, flow))) throw new GoogleRefusal("google-expired");
  return flow;
}

const searchOf = ({ originalUrl }: Request) => originalUrl.split("?").slice(1).join("?");

/** A person is before a browser: what goes wrong leads to the page where they can sign in otherwise. */
async function orSayWhy(req: Request, res: Response, flow: Pick<GoogleFlow, "next"> | undefined, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const problem = error instanceof GoogleRefusal ? told(error, req.log) : unforeseen(error, req.log);
    const next = flow && flow.next !== "/" ? { next: flow.next } : {};
    res.redirect(303, `/sign-in?${new URLSearchParams({ problem, ...next }).toString()}`);
  }
}

function unforeseen(error: unknown, log: Logger): SignInProblem {
  problemOf(error, log); // which logs it without what nobody may read
  return "google-unavailable";
}

/** What the library's errors carry, the codes and tokens of the flow, is left out. */
function told({ problem, cause }: GoogleRefusal, log: Logger): SignInProblem {
  if (problem === "google-cancelled" || cause === undefined) return problem;
  const { name, code, error } = cause as { name?: string; code?: string; error?: string };
  log.warn({ problem, type: name, code, error }, "signing in with Google failed");
  return problem;
}
