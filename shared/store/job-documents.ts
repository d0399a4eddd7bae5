import type { mongo } from "mongoose";
import type { Id } from "../contract/ids.ts";

/** Milliseconds after which another worker runs a job whose worker is gone. */
export const JOB_LOCK = 8000;

/** Those that were given up, as a filter. */
export const GIVEN_UP = { failCount: { $gt: 0 }, nextRunAt: null, lockedAt: null };

/** What a job is for. Its key is what it is for in one word: of one name no two have the same. */
export interface JobData {
  key: string;
  /** Not before this, by the database's clock; absent for jobs that run again and again. */
  at?: Date;
  bookingId?: Id;
  userId?: Id;
  propertyId?: Id;
  [more: string]: unknown;
}

/** A job as Agenda keeps it. It has its own schema: here is what we write and look at. */
export interface StoredJob {
  _id: mongo.ObjectId;
  name: string;
  /** `single`: runs again and again. */
  type: "single" | "normal";
  priority: number;
  data: JobData;
  /** Milliseconds. */
  repeatInterval?: number | null;
  /** `null` when there is no next time: it is done, or was given up. */
  nextRunAt: Date | null;
  /** Held by a worker since. */
  lockedAt: Date | null;
  lastRunAt?: Date | null;
  lastFinishedAt?: Date | null;
  failedAt?: Date | null;
  /** Failures since it last went well. */
  failCount?: number | null;
  failReason?: string | null;
}
