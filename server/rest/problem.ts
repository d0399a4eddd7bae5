import type { ErrorRequestHandler, Response } from "express";
import type { Logger } from "pino";
import { type Problem, Refusal } from "../../shared/contract/errors.ts";
import { described } from "../../shared/log.ts";
import { isOutage } from "../../shared/store/outage.ts";

/**
 * What is answered where something went wrong. What is not a refusal is logged, and the answer says nothing of it.
 *
 * @param keyed whether the request carries an Idempotency-Key, so that it can be sent again whatever became of it
 */
export function problemOf(error: unknown, log: Pick<Logger, "warn" | "error">, keyed = false): Problem {
  if (error instanceof Refusal) {
    if (error.cause !== undefined) log.warn({ err: described(error.cause) }, "refused because of another service");
    return error.toProblem();
  }
  if (isOutage(error)) {
    log.warn({ err: described(error) }, "MongoDB can't answer");
    return new Refusal("unavailable", "Try again in a moment", keyed ? { retry: "same-key" } : {}).toProblem();
  }
  log.error({ err: described(error) }, "a request failed");
  return new Refusal("internal", "It is not your request's fault; we have been told").toProblem();
}

/** Answers whatever a handler threw. */
export const answerProblem: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error); // Express cuts the connection: half an answer must not look whole
  sendProblem(res, problemOf(fromExpress(error), req.log, req.headers["idempotency-key"] !== undefined));
};

export function sendProblem(res: Response, problem: Problem): void {
  if (problem.code === "unauthenticated") res.set("WWW-Authenticate", 'Bearer realm="vacancy"');
  const { retryAfter } = problem;
  if (typeof retryAfter === "number") res.set("Retry-After", String(retryAfter));
  else if (problem.code === "unavailable") res.set("Retry-After", "1");
  res.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

/** A path that can't be decoded is nothing's address. */
function fromExpress(error: unknown): unknown {
  return error instanceof URIError ? new Refusal("not_found", "There is nothing at this address") : error;
}
