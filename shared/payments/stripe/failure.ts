/** What can go wrong at Stripe, made fit for our callers and our logs. */
import Library from "stripe";
import { Refusal } from "../../contract/errors.ts";

/** What Stripe's own errors say, without the intents, client secrets and headers that those would carry into a log. */
export class StripeFailure extends Error {
  override readonly name = "StripeFailure";
  readonly type: string;
  readonly code: string | undefined;
  /** Absent where there was no answer. */
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** It is what was answered to the same key before. */
  readonly replayed: boolean;

  constructor({ message, type, code, statusCode, requestId, headers }: InstanceType<typeof Library.errors.StripeError>) {
    super(message);
    this.type = type;
    this.code = code;
    this.status = statusCode;
    this.requestId = requestId;
    this.replayed = headers?.["idempotent-replayed"] === "true";
  }
}

const toFailure = (error: unknown) => (error instanceof Library.errors.StripeError ? new StripeFailure(error) : error);

/** Asks Stripe. @throws StripeFailure */
export async function ask<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toFailure(error);
  }
}

/** Keys that are tried where Stripe keeps failing. */
const MOST_KEYS = 3;

/**
 * Asks with a key, so that the same asked again is done once. For 24 hours Stripe answers a key as it did first, also with
 * a failure of its own; then the key's next number asks anew. Only for what is harmless when it is done twice.
 *
 * @throws StripeFailure
 */
export async function askOnce<T>(key: string, call: (options: { idempotencyKey: string }) => Promise<T>, nth = 1): Promise<T> {
  try {
    return await ask(call({ idempotencyKey: nth === 1 ? key : `${key}:${nth}` }));
  } catch (error) {
    const isKept = error instanceof StripeFailure && error.replayed && (error.status ?? 0) >= 500;
    if (!isKept || nth === MOST_KEYS) throw error;
    return askOnce(key, call, nth + 1);
  }
}

/** 409: the same key is just being worked on. */
const TEMPORARY = new Set([409, 429]);

const NO_SUCH_PAYMENT = "The payment provider knows no such payment";

/** What another provider made, before this one was set up, is not asked for. @throws Refusal `not_found` */
export function refuseOthersId(intentId: string): void {
  if (!/^pi_\w+$/.test(intentId)) throw new Refusal("not_found", NO_SUCH_PAYMENT);
}

/** As the verbs and doors understand it; a failure that is nobody's doing but ours stays what it is. */
function refusalOf(failure: StripeFailure): Error {
  const { status, code } = failure;
  const refusal = (...given: ConstructorParameters<typeof Refusal>) => Object.assign(new Refusal(...given), { cause: failure });
  if (status === undefined || status >= 500 || TEMPORARY.has(status)) {
    return refusal("unavailable", "The payment provider can't answer just now; try again", { retry: "same-key" });
  }
  if (status === 404 && code === "resource_missing") return refusal("not_found", NO_SUCH_PAYMENT);
  if (code === "amount_too_small" || code === "amount_too_large") return refusal("wrong_state", "This amount can't be paid by card");
  return failure;
}

const forCallers = (error: unknown) => (error instanceof StripeFailure ? refusalOf(error) : error);

/** @throws Refusal for what callers can act on, StripeFailure else */
export async function understood<T>(doing: () => Promise<T>): Promise<T> {
  try {
    return await doing();
  } catch (error) {
    throw forCallers(error);
  }
}

/** Goes through all pages. @throws as `understood`, at the page that failed */
export async function* eachUnderstood<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pages;
  } catch (error) {
    throw forCallers(toFailure(error));
  }
}
