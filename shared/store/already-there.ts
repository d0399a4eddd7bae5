import mongoose from "mongoose";

const ONE_IS_THERE = 11_000;

/** For who adds what may be there already: two at once may both try to. */
export function passOverThere(error: unknown): void {
  const failures = error instanceof mongoose.mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [error as { code?: unknown }];
  if (failures.length === 0 || failures.some(({ code }) => code !== ONE_IS_THERE)) throw error;
}
