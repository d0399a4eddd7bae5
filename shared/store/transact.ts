import mongoose, { type ClientSession } from "mongoose";
import { Refusal } from "../contract/errors.ts";
import { rememberOnce, replayOf, saveAnswer, type Once } from "./once.ts";
import type { Store } from "./open.ts";
import { isCutOff } from "./outage.ts";

/** The time that decides. In service it is the database's, so that no server's clock matters; tests pass their own. */
export type Clock = () => Promise<Date>;

export function databaseClock(store: Store): Clock {
  return async () => {
    const { localTime } = await store.connection.db!.admin().command({ hello: 1 });
    return localTime as Date;
  };
}

/** One attempt of a transaction. `now` was read once for it: statements of one attempt agree on the time. */
export interface Transaction {
  store: Store;
  session: ClientSession;
  now: Date;
}

export interface TransactionContext {
  store: Store;
  clock: Clock;
  /** Where the request carries an `Idempotency-Key`. */
  once?: Once | undefined;
}

/** A caller has waited this long when it is told "unknown, ask again with the same key", in milliseconds. */
const DEADLINE = 15_000;

const OPTIONS = { readConcern: { level: "snapshot" }, writeConcern: { w: "majority" }, readPreference: "primary" } as const;

/**
 * Runs `work` in one transaction, again where it met another (so it must have no effect but through the session), and
 * gives its result; with `once`, the result that the same request had before.
 *
 * @param turn names what many at once would contend for, so that those of this process take turns
 * @throws Refusal of `work`; `unavailable` with `retry: same-key` after 15 s, when it is unknown whether it committed
 */
export async function transact<T>(context: TransactionContext, work: (tx: Transaction) => Promise<T>, turn?: string): Promise<T> {
  const { store, clock, once } = context;
  const replay = once && (await replayOf<T>(store, once));
  if (replay) return replay.answer;

  const late = lateness(DEADLINE);
  const attempt = async (session: ClientSession): Promise<T> => {
    late.check();
    const tx = { store, session, now: await clock() };
    if (once) await rememberOnce(tx, once);
    const result = await work(tx);
    if (once) await saveAnswer(tx, once, result);
    late.check(); // so that `now`, which is on the event, is not long past when it commits
    return result;
  };
  const attempts = async () => {
    late.check();
    const session = await store.connection.startSession();
    return session.withTransaction(() => attempt(session).catch(markAsTransient), OPTIONS).finally(() => session.endSession());
  };
  const running = turn === undefined ? attempts() : store.turns(turn, attempts);
  try {
    return await Promise.race([running, late.promise]);
  } catch (error) {
    // Somebody else's same request committed first: its answer is the answer.
    const answered = once && isDuplicateOf(error, "once") && (await replayOf<T>(store, once));
    if (answered) return answered.answer;
    throw error;
  } finally {
    late.stop();
    running.catch(() => {}); // it may still fail after the deadline; whoever asks again finds out
  }
}

/** Nothing of it was committed, so it can be tried again. Of a connection that was to be closed soon the driver doesn't say so itself. */
function markAsTransient(error: unknown): never {
  if (error instanceof mongoose.mongo.MongoError && isCutOff(error)) error.addErrorLabel("TransientTransactionError");
  throw error;
}

function lateness(milliseconds: number) {
  const refusal = new Refusal("unavailable", "It took too long; ask again with the same Idempotency-Key to learn how it ended", { retry: "same-key" });
  const deadline = performance.now() + milliseconds;
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refusal), milliseconds);
  });
  return {
    promise,
    check() {
      if (performance.now() > deadline) throw refusal; // also where timers stood still
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

/** Whether a unique index of this collection refused a document. */
export function isDuplicateOf(error: unknown, collection: keyof Store): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 11000 && typeof message === "string" && message.includes(`.${collection} index:`);
}
