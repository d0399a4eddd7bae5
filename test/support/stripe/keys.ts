/** `Idempotency-Key` as Stripe keeps it: the first answer for the key, whatever it was, unless the request never began. */
import { FakeError } from "./state.ts";

export interface FakeAnswer {
  status: number;
  body: object;
}

export interface KeptAnswers {
  /** @throws FakeError where the key was used with other parameters */
  answer(key: string | undefined, request: string, begin: () => FakeAnswer): FakeAnswer & { replayed: boolean };
  /** As after 24 hours. */
  forget(): void;
}

export function keptAnswers(): KeptAnswers {
  const kept = new Map<string, FakeAnswer & { request: string }>();
  return {
    answer(key, request, begin) {
      const before = key === undefined ? undefined : kept.get(key);
      if (before && before.request !== request) {
        throw new FakeError(400, { type: "idempotency_error", message: "Keys for idempotent requests can only be used with the same parameters they were first used with." });
      }
      if (before) return { status: before.status, body: before.body, replayed: true };
      const { status, body } = begin();
      if (key !== undefined && !NEVER_BEGAN.has(status)) kept.set(key, { request, status, body: structuredClone(body) });
      return { status, body, replayed: false };
    },
    forget: () => kept.clear(),
  };
}

const NEVER_BEGAN = new Set([401, 404, 429]);
