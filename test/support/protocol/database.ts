/** MongoDB as the protocol sees it: an order of changes, a lease, a clock, and streams that read the order. */
import type { Position } from "../../../shared/feed/cluster/node.ts";
import { LEASE } from "../../../workers/relay/lease.ts";

export interface Change {
  /** Of the world's clock, in milliseconds. */
  time: number;
  /** What a room's version became. */
  event?: { room: number; version: number };
  /** Of a lease that was written. */
  proof?: string;
}

/** As `OUTDATED` of `workers/relay/lease.ts`, in milliseconds. */
const OUTDATED = 30_000;

export type Database = ReturnType<typeof createDatabase>;

export function createDatabase(now: () => number) {
  /** A change's position is its index and one. */
  const log: Change[] = [];
  const rooms: { position: Position; time: number }[][] = [];
  const lease: { holder: string; term: number; until: number; position: Position | undefined } = { holder: "", term: 0, until: 0, position: undefined };
  let jumped = 0;
  const clock = () => now() + jumped;
  const own = (holder: string, term: number) => lease.holder === holder && lease.term === term;
  const database = {
    log,
    /** Where history begins. */
    horizon: 0,
    /** How often another became primary. */
    failovers: 0,
    /** Of a room: where each version lies. */
    versions: (room: number) => (rooms[room] ??= []),
    write(room: number): void {
      const position = BigInt(log.length + 1);
      const version = database.versions(room).push({ position, time: now() });
      log.push({ time: now(), event: { room, version } });
    },
    take(holder: string): { term: number; position: Position | undefined } | undefined {
      if (lease.until > clock()) return undefined;
      Object.assign(lease, { holder, term: lease.term + 1, until: clock() + LEASE });
      log.push({ time: now(), proof: `${holder} begins` });
      const isOld = lease.position === undefined || now() - log[Number(lease.position) - 1]!.time > OUTDATED;
      return { term: lease.term, position: isOld ? undefined : lease.position };
    },
    renew(holder: string, term: number, proof: string, position: Position | undefined): boolean {
      if (!own(holder, term)) return false;
      Object.assign(lease, { until: clock() + LEASE, position: position ?? lease.position });
      log.push({ time: now(), proof });
      return true;
    },
    giveUp(holder: string, term: number, position: Position | undefined): void {
      if (!own(holder, term)) return;
      Object.assign(lease, { until: clock(), position: position ?? lease.position });
      log.push({ time: now(), proof: "" });
    },
    /** @param by milliseconds that the new primary's clock is off */
    failover(by: number): void {
      jumped = by;
      database.failovers += 1;
    },
    loseHistory(): void {
      database.horizon = log.length;
    },
  };
  return database;
}

/** `shared/feed/follow.ts`. */
export interface Stream {
  readonly from: Position | undefined;
  start: Position | undefined;
  /** The index of what it reads next; absent where it has no position. */
  next: number | undefined;
  open: boolean;
  everOpen: boolean;
  closed: boolean;
  retryAt: number;
  failures: number;
  /** That it began under. */
  failovers: number;
}

export interface Follower {
  tell(room: number, version: number): void;
  passed(to: Position, proof: string | undefined): void;
  gap(): void;
}

export const openStream = (from: Position | undefined): Stream => ({
  from, start: from, next: undefined, open: false, everOpen: false, closed: false, retryAt: 0, failures: 0, failovers: 0,
});

export function breakStream(stream: Stream, now: number, lost = false): void {
  stream.open = false;
  if (lost) stream.next = stream.start = undefined;
  stream.retryAt = now + Math.min(100 * 2 ** stream.failures, 1000);
  stream.failures += 1;
}

/** Opens it or reads one change. @returns whether there was something to do */
export function advance(stream: Stream, database: Database, now: number, follower: Follower): boolean {
  if (stream.closed) return false;
  if (!stream.open) return now >= stream.retryAt && openNow(stream, database, now, follower);
  if (stream.failovers !== database.failovers || stream.next! < database.horizon) {
    breakStream(stream, now, stream.next! < database.horizon);
    return true;
  }
  const change = database.log[stream.next!];
  if (!change) return false;
  stream.next! += 1;
  const at = BigInt(stream.next!);
  if (change.event) follower.tell(change.event.room, change.event.version);
  follower.passed(at, change.proof);
  return true;
}

/** What the stream reads next. */
export const ahead = (stream: Stream, database: Database): Change | undefined => (stream.open ? database.log[stream.next!] : undefined);

function openNow(stream: Stream, database: Database, now: number, follower: Follower): boolean {
  const lost = stream.next === undefined && stream.start === undefined && (stream.everOpen || stream.from !== undefined);
  const next = stream.next ?? (stream.start === undefined ? database.log.length : Number(stream.start) - 1);
  if (next < database.horizon) {
    breakStream(stream, now, true);
    return true;
  }
  Object.assign(stream, { next, open: true, everOpen: true, failures: 0, failovers: database.failovers });
  if (lost) follower.gap();
  return true;
}
