/**
 * What can be refused, and why a namespace or connection is closed: two tables, the only place where either is named.
 * REST answers a problem as `application/problem+json` (RFC 9457), a socket answers the same object.
 */
import { z } from "zod";

/** Who may try again: nobody, at once, after a while, or with the same `Idempotency-Key`. */
export const Retry = z.enum(["never", "now", "later", "same-key"]).meta({ id: "Retry" });
export type Retry = z.infer<typeof Retry>;

export const problems = {
  invalid_input: { status: 400, title: "Something in the request is not as it must be", retry: "never" },
  unauthenticated: { status: 401, title: "Sign in first", retry: "never" },
  forbidden: { status: 403, title: "Your role does not allow this", retry: "never" },
  not_found: { status: 404, title: "There is no such thing, or it is not yours", retry: "never" },
  nights_taken: { status: 409, title: "Some of these nights are taken", retry: "never" },
  price_changed: { status: 409, title: "The price is no longer what you expected", retry: "never" },
  refund_changed: { status: 409, title: "The refund is no longer what you expected", retry: "never" },
  wrong_state: { status: 409, title: "This can't be done in the state it is in", retry: "never" },
  hold_expired: { status: 409, title: "The hold has ended", retry: "never" },
  units_in_use: { status: 409, title: "More units are taken than would remain", retry: "never" },
  in_progress: { status: 409, title: "The same request is under way", retry: "same-key" },
  too_large: { status: 413, title: "The request is too large", retry: "never" },
  stay_rule: { status: 422, title: "The property's rules do not allow this stay", retry: "never" },
  idempotency_mismatch: { status: 422, title: "This key was used for another request", retry: "never" },
  rate_limited: { status: 429, title: "Too many requests", retry: "later" },
  too_many_holds: { status: 429, title: "You hold as many stays as you may", retry: "later" },
  internal: { status: 500, title: "Something went wrong on our side", retry: "same-key" },
  unavailable: { status: 503, title: "The service can't answer just now", retry: "later" },
} as const satisfies Record<string, { status: number; title: string; retry: Retry }>;

export type ProblemCode = keyof typeof problems;
export const ProblemCode = z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]).meta({ id: "ProblemCode" });

/** A field that is wrong, by its path in the request (`body.checkIn`). */
export const FieldProblem = z.object({ field: z.string(), problem: z.string() }).meta({ id: "FieldProblem" });
export type FieldProblem = z.infer<typeof FieldProblem>;

/** Loose: some codes carry more (`fields`, `months`, `quote`, `rule`). */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: ProblemCode,
    retry: Retry,
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details" });
export type Problem = z.infer<typeof Problem>;

/** A refusal on its way to the door that answers it. `more` joins the problem as it is. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;
  readonly more: Record<string, unknown>;

  /** @param detail says what to do, to the person who asked */
  constructor(code: ProblemCode, detail: string, more: Record<string, unknown> = {}) {
    super(detail);
    this.code = code;
    this.more = more;
  }

  toProblem(): Problem {
    const { status, title, retry } = problems[this.code];
    return { type: `urn:vacancy:problem:${this.code}`, title, status, detail: this.message, code: this.code, retry, ...this.more };
  }
}

/** Why the server ends a namespace or a connection, sent as `closing` before it does. Numbers never change meaning. */
export const closings = {
  draining: { number: 1, reason: "This server is going away; another takes over", reconnect: true },
  expired: { number: 2, reason: "The token has ended and was not renewed", reconnect: false },
  revoked: { number: 3, reason: "The right to be here was withdrawn", reconnect: false },
  flood: { number: 4, reason: "Too many requests on one connection", reconnect: false },
  slow: { number: 5, reason: "Messages were not read fast enough", reconnect: true },
} as const satisfies Record<string, { number: number; reason: string; reconnect: boolean }>;

export type ClosingCode = keyof typeof closings;

export const Closing = z
  .object({
    code: z.enum(Object.keys(closings) as [ClosingCode, ...ClosingCode[]]),
    reason: z.string(),
    reconnect: z.boolean(),
  })
  .meta({ id: "Closing", description: "Sent before the server ends a namespace or a connection" });
export type Closing = z.infer<typeof Closing>;
