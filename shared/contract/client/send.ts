/** One request and its answer, without retry and without a session. */
import { Problem, Refusal } from "../errors.ts";
import type { Route } from "../routes/route.ts";
import { type Input, toSendable } from "./request.ts";

/** How long one attempt may take, in milliseconds. */
const ATTEMPT_MS = 15_000;
/** A refresh that got no answer is sent again while the server still takes the old token: within 10 s. */
export const REFRESH_MS = 4000;

/** No answer came: whether anything happened is not known. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

export interface SendDeps {
  /** Scheme and host in front of `/api`; empty in a page. */
  baseUrl: string;
  fetch: typeof fetch;
  /** Hears the server's clock with each answer, in milliseconds since 1970. */
  onServerTime?: (at: number) => void;
}

export interface SendOptions {
  token?: string | undefined;
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
  /** How long this attempt may take, in milliseconds. */
  limitMs?: number | undefined;
}

/**
 * @throws Refusal as the server decided; Unreachable where there was no answer, or one that is not this service's
 */
export async function send(deps: SendDeps, route: Route, input: Input, options: SendOptions): Promise<unknown> {
  const { method, path, body } = toSendable(route, input);
  const headers: Record<string, string> = { accept: route.media ? `${route.media}, application/json` : "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (options.token) headers["authorization"] = `Bearer ${options.token}`;
  if (options.idempotencyKey) headers["idempotency-key"] = options.idempotencyKey;

  const limit = AbortSignal.timeout(options.limitMs ?? ATTEMPT_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  const init: RequestInit = { method, headers, signal, credentials: "same-origin" };
  if (body !== undefined) init.body = body;

  let response: Response;
  let answer: unknown;
  try {
    response = await deps.fetch(`${deps.baseUrl}${path}`, init);
    const date = Date.parse(response.headers.get("date") ?? "");
    if (!Number.isNaN(date)) deps.onServerTime?.(date);
    answer = await bodyOf(response);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new Unreachable("The service can't be reached", { cause: error });
  }
  if (response.ok) return answer;
  throw asError(response.status, answer);
}

async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/calendar")) return response.text();
  return /\bjson\b/.test(type) ? await response.json() : undefined;
}

/** A gateway in front answers in its own words: then nothing is known of the request. */
function asError(status: number, answer: unknown): Error {
  const problem = Problem.safeParse(answer);
  if (problem.success) return toRefusal(problem.data);
  return status >= 500 ? new Unreachable(`A gateway answered ${status}`) : new Refusal("internal", `The service answered ${status} without saying why`);
}

/** Keeps all that the problem carries (`months`, `quote`, `fields`, its own `retry`) in `more`. */
export function toRefusal({ code, detail, ...more }: Problem): Refusal {
  return new Refusal(code, detail, more);
}
