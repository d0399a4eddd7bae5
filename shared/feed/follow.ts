/** Follows the events as they commit: one change stream, in order, from where it had got after whatever happens to it. */
import { setTimeout as delay } from "node:timers/promises";
import type { mongo } from "mongoose";
import type { Logger } from "pino";
import type { StoredEvent } from "../store/documents.ts";
import type { Store } from "../store/open.ts";

export interface Following {
  /** Resolves when the stream is open: what commits from then on is told. It stays so, because a stream that breaks goes on from its position. */
  opened: Promise<void>;
  isOpen(): boolean;
  close(): Promise<void>;
}

export interface FollowOptions {
  store: Store;
  log: Logger;
  /** The next event is not told before this has ended. */
  tell(event: StoredEvent): Promise<void>;
  /** Events may have been missed: whoever keeps state from them must read it again. */
  gap(): void;
}

/** MongoDB's codes for a position that can't be returned to: token invalid, stream failed for good, history lost. */
const LOST = new Set([260, 280, 286]);

/** Milliseconds that the server waits for an event before it answers with none; as long can closing take. */
const AWAIT = 400;
/** Milliseconds before a stream that broke is opened again: the first time, doubled with each failure, and at most. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 1000;

type Insert = mongo.ChangeStreamInsertDocument<StoredEvent>;
type Changes = mongo.ChangeStream<StoredEvent, Insert>;

class PositionLost extends Error {}

export function follow({ store, log, tell, gap }: FollowOptions): Following {
  const events = store.connection.collection<StoredEvent>("events");
  let position: mongo.ResumeToken | undefined;
  let seen: mongo.Timestamp | undefined;
  let changes: Changes | undefined;
  let open = false;
  let everOpen = false;
  let closed = false;
  let failures = 0;
  let markOpened = () => {};
  const opened = new Promise<void>((resolve) => (markOpened = resolve));

  /** The first reply has come: from here on nothing is missed. Where the position was lost, something may have been before. */
  function onOpen(lost: boolean): void {
    open = true;
    everOpen = true;
    markOpened();
    if (failures > 0) log.info({ failures }, "the stream of events is open again");
    failures = 0;
    if (lost) gap();
  }

  /** Reads until the stream breaks, which it says by throwing. */
  async function read(): Promise<void> {
    const lost = position === undefined && everOpen;
    const stream = events.watch<StoredEvent, Insert>([{ $match: { operationType: "insert" } }], {
      ...(position !== undefined && { resumeAfter: position }),
      maxAwaitTimeMS: AWAIT,
    });
    changes = stream;
    stream.once("resumeTokenChanged", () => onOpen(lost));
    for (;;) {
      const change = await stream.tryNext();
      if (change) {
        if (seen && change.clusterTime && change.clusterTime.lessThan(seen)) throw new PositionLost("cluster time ran backwards");
        await tellSafely(change.fullDocument);
        seen = change.clusterTime ?? seen;
      }
      position = stream.resumeToken;
      if (stream.closed) throw new PositionLost("the stream was ended by the server");
    }
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
      } catch (error) {
        open = false;
        await changes?.close().catch(() => {});
        if (closed) return;
        const lost = error instanceof PositionLost || LOST.has((error as { code?: number }).code ?? 0);
        if (lost) position = seen = undefined;
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
    async close() {
      closed = true;
      await changes?.close().catch(() => {});
      await running;
    },
  };
}
