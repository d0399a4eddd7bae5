/** Binds the contract's table of routes to what answers them. */
import { isDeepStrictEqual } from "node:util";
import { type Request, type RequestHandler, type Response, Router } from "express";
import type { Context } from "../../shared/booking/context.ts";
import { permissions } from "../../shared/contract/permissions.ts";
import { type RouteAnswer, type RouteName, type RouteOutput, type Routes, routes, sandboxRoutes } from "../../shared/contract/rest.ts";
import type { Route } from "../../shared/contract/routes/route.ts";
import { onceFor, type Once } from "../../shared/store/once.ts";
import { authorise, type SignedIn } from "../auth/actor.ts";
import type { Identify } from "../auth/passport.ts";
import type { RequestLimits } from "../limits/requests.ts";
import { readBody } from "./body.ts";
import { invalid, parseRequest, type ParsedRequest } from "./parse.ts";

export interface RouteRequest<N extends RouteName> {
  /** Path, query and body, as the route's schemas read them. */
  input: RouteOutput<Routes[N]>;
  /** Who asks; on routes for anyone only where a token came along. */
  actor: (typeof permissions)[N] extends "anyone" ? SignedIn | undefined : SignedIn;
  /** With `once` where the request carries an `Idempotency-Key` and the route takes one. */
  context: Context;
  req: Request;
  res: Response;
}

export type Handler<N extends RouteName> = (request: RouteRequest<N>) => Promise<RouteAnswer<Routes[N]>>;

/** What answers these routes: none missing, none that the table doesn't name. */
export type Handlers<N extends RouteName> = { [K in N]: Handler<K> };

export interface Binding {
  context: Context;
  identify: Identify;
  /** Nothing is limited where absent. */
  limits?: RequestLimits | undefined;
  /** Compares each answer with its schema, for tests: a difference is answered as `internal`. */
  checkAnswers?: boolean | undefined;
}

type AnyHandler = (request: { input: unknown; actor: SignedIn | undefined; context: Context; req: Request; res: Response }) => Promise<unknown>;

const table: Record<RouteName, Route> = { ...routes, ...sandboxRoutes };

/** Routes without a handler don't exist. */
export function bindRoutes(handlers: Partial<Handlers<RouteName>>, binding: Binding): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const [name, handler] of Object.entries(handlers)) {
    const { method, path } = table[name as RouteName];
    router[method](path, bindRoute(name as RouteName, handler as unknown as AnyHandler, binding));
  }
  return router;
}

/** Nothing is read from whoever may not ask: first the person, then the body. */
function bindRoute(name: RouteName, handler: AnyHandler, { context, identify, limits, checkAnswers }: Binding): RequestHandler {
  const route = table[name];
  return async (req, res) => {
    const actor = authorise(permissions[name], await identify.byToken(req, res)) as SignedIn;
    await limits?.ofPerson(name, route, actor, res);
    const body = route.signedBody || route.ignoresBody ? undefined : await readBody(req, res);
    const input = parseRequest(route, { params: req.params, search: searchOf(req), body });
    await limits?.ofAccount(name, input.body, req, res);
    const once = route.idempotent && actor ? onceOf(req, name, route, actor, input) : undefined;
    const answer = await handler({ input, actor, context: { ...context, once }, req, res });
    await limits?.wentWell(name, input.body, req);
    if (checkAnswers) checkAnswer(name, route, answer);
    if (once?.replayed) res.set("Idempotent-Replayed", "true");
    res.status(route.status);
    if (route.media) res.type(route.media).send(answer);
    else res.json(answer);
  };
}

function searchOf({ originalUrl }: Request): string {
  const at = originalUrl.indexOf("?");
  return at < 0 ? "" : originalUrl.slice(at + 1);
}

function onceOf(req: Request, name: RouteName, { idempotent }: Route, actor: SignedIn, { params, body }: ParsedRequest): Once | undefined {
  const key = req.get("Idempotency-Key");
  if (key === undefined && idempotent === "required") throw invalid([{ field: "header.Idempotency-Key", problem: "is required here: make one for each refund that is meant" }]);
  if (key === undefined) return undefined;
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) throw invalid([{ field: "header.Idempotency-Key", problem: "must be 1 to 255 printable ASCII characters" }]);
  return onceFor(actor.id, name, key, { params, body });
}

/** Also that it says nothing its schema doesn't. @throws where it differs */
function checkAnswer(name: RouteName, { answer: schema }: Route, answer: unknown): void {
  const sent: unknown = JSON.parse(JSON.stringify(answer));
  const read = schema.parse(sent);
  if (!isDeepStrictEqual(read, sent)) throw new Error(`The answer of ${name} is not what its schema says: ${JSON.stringify(sent)}`);
}
