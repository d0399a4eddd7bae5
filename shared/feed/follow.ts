/** Follows the events as they commit: one change stream, in order, from where it had got after whatever happens to it. */
import { setTimeout as delay } from "node:timers/promises";
import mongoose, { type mongo } from "mongoose";
import type { Logger } from "pino";
import { inTime } from "../deadline.ts";
import type { StoredEvent } from "../store/documents.ts";
import type { Store } from "../store/open.ts";
import type { Position } from "./cluster/node.ts";

export interface Following {
  /** Resolves when the stream is open: what commits from then on is told. It stays so, because a stream that breaks goes on from its position. */
  opened: Promise<void>;
  isOpen(): boolean;
  /** Milliseconds that what is told now lies behind the database, give or take a second; without end while the stream is not open. */
  behind(): number;
  close(): Promise<void>;
}

export interface FollowOptions {
  store: Store;
  log: Logger;
  /** The database's clock, in milliseconds. */
  databaseNow(): number;
  /** Tells again what is at this place, and what comes after. From now on where absent. */
  from?: Position | undefined;
  /** The next event is not told before this has ended. */
  tell(event: StoredEvent): Promise<void>;
  /** Events may have been missed: whoever keeps state from them must read it again. */
  gap(): void;
  /** Everything up to there was told. @param proof of a renewed lease, where that is what lies there */
  passed?(to: Position, proof: string | undefined): void | Promise<void>;
}

/** MongoDB's codes for a position that can't be returned to: token invalid, stream failed for good, history lost. */
const LOST = new Set([260, 280, 286]);

/** Milliseconds that the server waits for an event before it answers with none; as long can closing take. */
const AWAIT = 250;
/** Milliseconds before a stream that broke is opened again: the first time, doubled with each failure, and at most. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 1000;
/** Milliseconds after which a MongoDB that does not answer is asked over another connection. */
const PATIENCE = 3000;

/** On the database, because renewals of the relay's lease lie beside the events. */
const PIPELINE = [
  {
    $match: {
      $or: [
        { "ns.coll": "events", operationType: { $in: ["insert", "drop", "rename"] } },
        { "ns.coll": "leases", operationType: { $in: ["insert", "update", "replace"] } },
      ],
    },
  },
];

type Change = mongo.ChangeStreamDocument;
type Changes = mongo.ChangeStream<mongo.Document, Change>;

class PositionLost extends Error {}

export function follow({ store, log, databaseNow, from, tell, gap, passed }: FollowOptions): Following {
  let position: mongo.ResumeToken | undefined;
  let start = from;
  let seen: Position | undefined;
  let changes: Changes | undefined;
  let open = false;
  let everOpen = false;
  let closed = false;
  let failures = 0;
  let answeredAt = 0;
  let late = 0;
  let markOpened = () => {};
  const opened = new Promise<void>((resolve) => (markOpened = resolve));

  /** The first reply has come: from here on nothing is missed. Where the position was lost, something may have been before. */
  function onOpen(lost: boolean): void {
    if (closed) return;
    open = true;
    answeredAt = performance.now();
    everOpen = true;
    markOpened();
    if (failures > 0) log.info({ failures }, "the stream of events is open again");
    failures = 0;
    if (lost) gap();
  }

  async function openStream(): Promise<Changes> {
    const db = await orGiveUp(store.openForFollowing());
    if (position !== undefined) return db.watch(PIPELINE, { resumeAfter: position, maxAwaitTimeMS: AWAIT });
    if (start === undefined) return db.watch(PIPELINE, { maxAwaitTimeMS: AWAIT });
    // MongoDB would wait in silence for a time that it has not come to: another database, or an older state of it.
    const { operationTime } = await orGiveUp(db.command({ hello: 1 }, { readPreference: "primary" }));
    if (toPosition(operationTime as mongo.Timestamp) < start) throw new PositionLost("cluster time ran backwards");
    return db.watch(PIPELINE, { startAtOperationTime: toTimestamp(start), maxAwaitTimeMS: AWAIT });
  }

  /** Reads until the stream breaks, which it says by throwing. */
  async function read(): Promise<void> {
    const lost = position === undefined && start === undefined && (everOpen || from !== undefined);
    const stream = await openStream();
    changes = stream;
    if (closed) return;
    stream.once("resumeTokenChanged", () => onOpen(lost));
    for (;;) {
      const change = await orGiveUp(stream.tryNext());
      if (closed) return;
      answeredAt = performance.now();
      late = change?.clusterTime ? Math.max(0, databaseNow() - change.clusterTime.high * 1000) : 0;
      if (change) await pass(change);
      position = stream.resumeToken;
      if (stream.closed) throw new PositionLost("the stream was ended by the server");
    }
  }

  async function pass(change: Change): Promise<void> {
    const at = change.clusterTime && toPosition(change.clusterTime);
    if (seen !== undefined && at !== undefined && at < seen) throw new PositionLost("cluster time ran backwards");
    if (change.operationType === "drop" || change.operationType === "rename") throw new PositionLost("the collection of events has gone");
    const proof = proofOf(change);
    if (proof === undefined && change.operationType === "insert") await tellSafely(change.fullDocument as StoredEvent);
    if (at === undefined) return;
    seen = at;
    await passed?.(at, proof);
  }

  /** An event that can't be told must not hold up the others; whoever should have heard of it reads again. */
  async function tellSafely(event: StoredEvent): Promise<void> {
    try {
      await tell(event);
    } catch (error) {
      log.error({ err: error, event: event._id }, "an event could not be told");
      gap();
    }
  }

  async function run(): Promise<void> {
    while (!closed) {
      try {
        await read();
        await changes?.close();
      } catch (error) {
        open = false;
        void changes?.close().catch(() => {}); // it may wait for a server that has gone
        if (closed) return;
        const lost = error instanceof PositionLost || LOST.has((error as { code?: number }).code ?? 0);
        if (lost) position = start = seen = undefined;
        if (failures === 0) log.warn({ err: error, lost }, "the stream of events broke and is opened again");
        await delay(Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE));
        failures += 1;
      }
    }
  }

  const running = run();
  return {
    opened,
    isOpen: () => open,
    behind: () => (open ? late + performance.now() - answeredAt : Infinity),
    async close() {
      closed = true;
      markOpened(); // who waits for it looks what there is now
      open = false;
      // Behind what is under way: MongoDB would keep a stream for ten minutes that is closed while it is asked.
      await running;
    },
  };
}

/** The driver itself would wait until a connection is given up, which can take minutes. */
const orGiveUp = <T>(answer: Promise<T>) => inTime(PATIENCE, answer, noAnswer);

function noAnswer(): never {
  throw new Error("MongoDB does not answer");
}

function proofOf(change: Change): string | undefined {
  if (!("ns" in change) || !("coll" in change.ns) || change.ns.coll !== "leases") return undefined;
  const fields: mongo.Document = change.operationType === "update" ? (change.updateDescription.updatedFields ?? {}) : "fullDocument" in change ? (change.fullDocument ?? {}) : {};
  return typeof fields["proof"] === "string" ? fields["proof"] : "";
}

const { Timestamp } = mongoose.mongo;
export const toPosition = (time: mongo.Timestamp): Position => time.toBigInt();
export const toTimestamp = (position: Position): mongo.Timestamp => new Timestamp(position);
