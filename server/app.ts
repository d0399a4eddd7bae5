import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import express, { type Express, type Router } from "express";
import type { Logger } from "pino";
import type { Config } from "../shared/config.ts";
import { Refusal } from "../shared/contract/errors.ts";
import type { RouteName } from "../shared/contract/rest.ts";
import { guardOrigin, type OriginAllowed } from "./auth/origin.ts";
import { health } from "./health.ts";
import type { Admission } from "./limits/admission.ts";
import type { Metrics } from "./metrics.ts";
import { type PageConfig, pageHeaders, pages } from "./pages.ts";
import { logRequests } from "./request-log.ts";
import { type Binding, bindRoutes, type Handlers } from "./rest/bind.ts";
import { unsubscribeLinks } from "./rest/letters.ts";
import { answerProblem } from "./rest/problem.ts";

export interface AppOptions extends Binding {
  config: PageConfig & Pick<Config, "trustProxy">;
  log: Logger;
  handlers: Partial<Handlers<RouteName>>;
  originAllowed: OriginAllowed;
  /** Where people can sign in with Google. */
  google?: Router | undefined;
  /** Everything is begun where absent. */
  admission?: Admission | undefined;
  metrics?: Metrics | undefined;
  /** Whether clients may be sent here. */
  isReady: () => Promise<boolean>;
  /** Folder of the built page; without one there are no pages. */
  pagesFolder?: string | undefined;
  openapiFile?: string | undefined;
}

export function createApp({ config, log, handlers, originAllowed, google, admission, metrics, isReady, pagesFolder, openapiFile, ...binding }: AppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", false); // queries are read by the contract
  app.set("trust proxy", config.trustProxy);
  app.use(health(isReady)); // before the log, which they would fill
  if (metrics) app.use(metrics.page, metrics.observe);
  app.use(pageHeaders(config));
  if (admission) app.use(admission.ofRequests);
  if (binding.limits) app.use(binding.limits.ofAddress); // before the log, which who is refused would fill
  app.use(logRequests(log), guardOrigin(originAllowed));
  app.use("/api", (_req, res, next) => {
    res.set("Cache-Control", "no-store");
    next();
  });
  if (openapiFile && existsSync(openapiFile)) {
    const [root, name] = [dirname(openapiFile), basename(openapiFile)];
    app.get("/api/openapi.json", (_req, res) => res.sendFile(name, { root }));
  }
  if (google) app.use("/api", google);
  app.use("/api", unsubscribeLinks());
  app.use("/api", bindRoutes(handlers, binding), nothingHere);
  if (pagesFolder) app.use(pages(pagesFolder, config));
  app.use(nothingHere, answerProblem);
  return app;
}

function nothingHere(): never {
  throw new Refusal("not_found", "There is nothing at this address");
}
