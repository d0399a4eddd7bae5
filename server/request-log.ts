import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { pinoHttp } from "pino-http";

/** Up to the `?`: what follows can carry what is nobody's business. Who has the address of a calendar may read it. */
const pathOf = (url = "") => url.split("?", 1)[0]!.replace(/(\/ical\/)[^/]+/i, "$1…");

/** One line a request, with an id that the answer carries too. Never headers, bodies or queries. */
export function logRequests(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId(_req, res) {
      const id = randomUUID();
      res.setHeader("X-Request-Id", id);
      return id;
    },
    wrapSerializers: false,
    quietReqLogger: true,
    serializers: {
      req: ({ method, url }) => ({ method, path: pathOf(url) }),
      res: ({ statusCode }) => ({ status: statusCode }),
    },
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? "warn" : "info"),
    // Why it failed was logged where it was found out.
    customErrorObject: (_req, _res, _error, line: { err?: unknown }) => ({ ...line, err: undefined }),
    customErrorMessage: () => "request failed",
  }) as RequestHandler;
}
