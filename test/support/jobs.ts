/** All that workers do to bookings and their money, without the waiting between. */
import { audit } from "../../shared/booking/audit.ts";
import type { Context } from "../../shared/booking/context.ts";
import type { Store } from "../../shared/store/open.ts";
import { sweepAccepted, sweepChanges, sweepHolds, sweepPayments, sweepRefunds, sweepStays } from "../../workers/jobs/sweeps.ts";

const JOBS = [sweepHolds, sweepChanges, sweepAccepted, sweepPayments, sweepRefunds, sweepStays];

/** Each job once. What one can't do is the first of its failures. */
export async function runJobs(context: Context): Promise<void> {
  for (const run of JOBS) await first(run(context));
}

/** The same, and the comparing with the provider. */
export async function runAllJobs(context: Context): Promise<void> {
  await runJobs(context);
  await first(audit(context, new Date(0)));
}

async function first<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw error instanceof AggregateError ? error.errors[0] : error;
  });
}

const MOST_ROUNDS = 10;

/** Notices and jobs in turn, until nothing happens any more. @param isRight of a failure that is as it should be */
export async function runUntilQuiet(context: Context, notices: () => Promise<unknown>, isRight: (failure: unknown) => boolean = () => false): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = await context.store.events.estimatedDocumentCount();
    await notices();
    await runAllJobs(context).catch((failure: unknown) => {
      if (!isRight(failure)) throw failure;
    });
    if ((await context.store.events.estimatedDocumentCount()) === before) return;
  }
  throw new Error(`The jobs still found something to do after ${MOST_ROUNDS} rounds`);
}

/** Empties what a run left, so that the jobs of the next one have only its own to look at. */
export async function forgetBookings({ bookings, events, months, ledger, cases, properties, notices, refundRetries, once, connection }: Store): Promise<void> {
  const kept = [bookings, events, months, ledger, cases, properties, notices, refundRetries, once].map(({ collection }) => collection);
  await Promise.all([...kept, connection.collection("sandbox_intents")].map((one) => one.deleteMany({}, { writeConcern: { w: 1, j: false } })));
}
