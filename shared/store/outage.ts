import mongoose from "mongoose";

const { MongoNetworkError } = mongoose.mongo;

/** How the driver names that MongoDB was not there, or not long enough. */
const GONE = new Set([
  "MongoServerSelectionError", "MongoNotConnectedError", "MongoPoolClosedError", "MongoTopologyClosedError", "MongoWaitQueueTimeoutError",
  "MongoExpiredSessionError", "MongooseServerSelectionError",
]);

/** A connection that had ended as something was written to it: now and then the driver lets that through as it came. */
const ENDED = new Set(["EPIPE", "ECONNRESET"]);

/** How a server says that it is not the primary any more, shuts down, has only just started, or could not do it in time. */
const GONE_CODES = new Set([6, 7, 24, 50, 64, 89, 91, 94, 112, 134, 189, 211, 251, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436]);

/** The driver tried as long as it may; trying again later is right. */
const GONE_LABELS = ["TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError"];

/** Whether MongoDB can't answer just now, whatever wraps the error that says so. */
export function isOutage(error: unknown): boolean {
  return within(error, (one) => {
    const { name, code, errorLabels } = one as { name: string; code?: unknown; errorLabels?: unknown };
    const labels = Array.isArray(errorLabels) ? errorLabels : [];
    const fromMongo = name.startsWith("Mongo");
    return (
      one instanceof MongoNetworkError || GONE.has(name) || ENDED.has(String(code)) ||
      (fromMongo && (GONE_CODES.has(code as number) || GONE_LABELS.some((label) => labels.includes(label))))
    );
  });
}

/** Whether a connection ended before the answer was there, whatever wraps the error that says so. */
export function isCutOff(error: unknown): boolean {
  return within(error, (one) => one instanceof MongoNetworkError);
}

/** Whether it is so of an error or of one that it wraps; that of a bulk write has it as its `errorResponse`. */
function within(error: unknown, is: (error: Error) => boolean): boolean {
  if (!(error instanceof Error)) return false;
  const { cause, errorResponse } = error as { cause?: unknown; errorResponse?: unknown };
  return is(error) || within(cause, is) || within(errorResponse, is);
}
