/** What is kept of other platforms' calendars. Addresses are secrets: no event, log or view of anybody but the host has them. */
import type { Night, Stay } from "../contract/dates.ts";
import type { Id } from "../contract/ids.ts";

/**
 * `reserved`: somebody's stay. `closed`: nights that the platform says are not to be had, nobody's stay. `unclear`: one of
 * the two.
 */
export type ImportedKind = "reserved" | "closed" | "unclear";

/** A stay of another platform, on the property's nights. */
export interface ImportedStay extends Stay {
  /** That of its claims: of its UID in this calendar; of what is not reserved, of its dates, because such windows change their UIDs. */
  id: Id;
  kind: ImportedKind;
  /** What of ours it is, where the platform gives back what we told it, under our name for it. */
  ours?: Id;
}

/** A stay for which there is no room beside bookings. */
export interface ImportedConflict extends Stay {
  id: Id;
  nights: Night[];
  /** Those that have the nights, the first one first. */
  bookingIds: Id[];
  /** Names what overlaps what. */
  key: string;
  /** The reading that found it first. */
  since: number;
}

export interface StoredCalendar {
  _id: Id;
  hostId: Id;
  propertyId: Id;
  name: string;
  url: string;
  enabled: boolean;
  /** Counts readings begun: of two at once that which began later holds. */
  reading: number;
  /** As of the latest reading that was taken. */
  stays: ImportedStay[];
  conflicts: ImportedConflict[];
  /** Of the answer that `stays` came from. */
  etag?: string;
  modified?: string;
  /** When it last was read and taken. */
  readAt?: Date;
  triedAt?: Date;
  /** Not read before this: set ahead by whoever reads, so that two don't at once. */
  nextAt: Date;
  /** Since the latest good reading. */
  failures: number;
  problem?: string;
  /** Stays to come, kept and in the latest reading, where that was too short to be believed. */
  doubt?: { before: number; now: number };
  createdAt: Date;
  at: Date;
}

/** An address under which another platform reads a property's taken nights. */
export interface StoredCalendarAddress {
  /** The property's, or the calendar's for whose platform it is. */
  _id: Id;
  propertyId: Id;
  hostId: Id;
  calendarId?: Id;
  /** Kept as it is: its host is shown it again and again, and who has it reads nothing but which nights are taken. */
  token: string;
  at: Date;
}
