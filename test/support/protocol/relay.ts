/** A process of the relay: `workers/relay/lead.ts` and what it stands on, in steps that others can come between. */
import type { Beat, Position } from "../../../shared/feed/cluster/node.ts";
import { LEASE } from "../../../workers/relay/lease.ts";
import { advance, ahead, openStream, type Stream } from "./database.ts";
import type { Ground } from "./ground.ts";
import type { Message, Publisher } from "./redis.ts";

const RENEW_EVERY = 400;
const TRY_EVERY = 500;
const PATIENCE = 1000;
/** Of the outbox. */
const REPLY_WITHIN = 1500;
const CONNECT_AGAIN = 100;
/** Between two changes that come slowly. */
const SLOW = 700;

/** What is gone when the process ends. */
interface Memory {
  phase: "standing by" | "leading" | "ending";
  endedAt: number;
  tryAt: number;
  term: number;
  last: Position | undefined;
  stream: Stream | undefined;
  /** When each renewal was asked for. */
  asked: Map<string, number>;
  renewing: { proof: string; term: number; position: Position | undefined; at: number; renewed?: boolean } | undefined;
  renewals: number;
  renewAt: number;
  renewedAt: number;
  /** By room: what is paced. */
  waiting: Map<number, number | undefined>;
  beating: { beat: Beat; sent?: number } | undefined;
  connection: Publisher | undefined;
  connectAt: number;
  failed: boolean;
  /** Messages that Redis has not replied to, with when they were sent. */
  underWay: Map<number, number>;
}

export interface Relay extends Memory {
  name: string;
  alive: boolean;
  /** It stands still, as a whole. */
  paused: boolean;
  /** MongoDB is out of its reach. */
  cut: boolean;
  /** Its stream says nothing, although MongoDB is in reach. */
  stalled: boolean;
  /** Its stream comes on slowly. */
  lags: boolean;
  /** Until when it waits for more of it. */
  readAt: number;
  /** It is to end once it leads no more. */
  stopping: boolean;
}

let ids = 0;

const fresh = (): Memory => ({
  phase: "standing by", endedAt: 0, tryAt: 0, term: 0, last: undefined, stream: undefined, asked: new Map(), renewing: undefined, renewals: 0, renewAt: 0,
  renewedAt: 0, waiting: new Map(), beating: undefined, connection: undefined, connectAt: 0, failed: false, underWay: new Map(),
});

export const newRelay = (name: string): Relay => ({ name, alive: true, paused: false, cut: false, stalled: false, lags: false, readAt: 0, stopping: false, ...fresh() });

export function crashRelay(relay: Relay, { redis }: Ground): void {
  if (relay.connection) redis.dropPublisher(relay.connection, true);
  if (relay.stream) relay.stream.closed = true;
  Object.assign(relay, fresh(), { alive: false, stopping: false });
}

export const runs = (relay: Relay) => relay.alive && !relay.paused;

function end(relay: Relay, { now }: Ground): void {
  if (relay.phase !== "leading") return;
  relay.phase = "ending";
  relay.endedAt = now;
  relay.stream!.closed = true;
}

/** Each does one thing. @returns whether there was something to do */
export const relaySteps = { connects, tries, renews, reads, paces, beats, isAnswered, givesUp } satisfies Record<string, (relay: Relay, ground: Ground) => boolean>;

/** Also notices that its connection has gone. */
function connects(relay: Relay, { now, redis }: Ground): boolean {
  if (relay.connection && !relay.connection.alive) {
    if (relay.underWay.size > 0) relay.failed = true;
    relay.underWay.clear();
    relay.connection = undefined;
    relay.connectAt = now + CONNECT_AGAIN;
    return true;
  }
  if (relay.connection || !redis.works() || now < relay.connectAt) return false;
  relay.connection = redis.publisher();
  return true;
}

function tries(relay: Relay, ground: Ground): boolean {
  const { now, database, rules } = ground;
  if (relay.stopping && relay.phase === "standing by") {
    crashRelay(relay, ground);
    return true;
  }
  if (relay.phase !== "standing by" || now < relay.tryAt || relay.cut || !relay.connection) return false;
  relay.tryAt = now + TRY_EVERY;
  const lease = database.take(relay.name);
  if (!lease) return true;
  const { term, position } = lease;
  Object.assign(relay, { phase: "leading", term, last: position, failed: false, asked: new Map(), renewAt: now + RENEW_EVERY, renewedAt: now });
  relay.stream = openStream(rules.beginsAtKeptPosition ? position : undefined);
  return true;
}

/** Asks; is heard; has the answer. */
function renews(relay: Relay, ground: Ground): boolean {
  const { renewing, cut } = relay;
  if (!renewing || cut) return false;
  if (renewing.renewed === undefined) {
    renewing.renewed = ground.database.renew(relay.name, renewing.term, renewing.proof, renewing.position);
    return true;
  }
  relay.renewing = undefined;
  if (renewing.term !== relay.term) return true;
  if (renewing.renewed) relay.renewedAt = renewing.at;
  else end(relay, ground);
  return true;
}

export function relayTimers(relay: Relay, ground: Ground): void {
  const { now, redis } = ground;
  for (const [, sentAt] of relay.underWay) {
    if (now - sentAt <= REPLY_WITHIN || !relay.connection) continue;
    relay.failed = true;
    redis.dropPublisher(relay.connection, true);
  }
  if (relay.stopping) end(relay, ground);
  if (relay.phase !== "leading" || now < relay.renewAt) return;
  relay.renewAt = now + RENEW_EVERY;
  if (now - relay.renewedAt > LEASE) return end(relay, ground);
  if (!ground.rules.beatsAtRenewals && relay.stream!.next !== undefined) beatUnseen(relay, ground);
  if (relay.renewing) return;
  const proof = `${relay.name} ${relay.term} ${(relay.renewals += 1)}`;
  relay.asked.set(proof, now);
  relay.renewing = { proof, term: relay.term, position: relay.last, at: now };
}

function beatUnseen(relay: Relay, ground: Ground): void {
  for (const room of relay.waiting.keys()) pace(relay, ground, room);
  const to = BigInt(relay.stream!.next!);
  relay.beating ??= { beat: { term: relay.term, from: relay.last ?? to, to } };
}

function publish(relay: Relay, { now }: Ground, message: Message): number {
  const id = (ids += 1);
  if (relay.connection?.alive) {
    relay.connection.pipe.push({ id, message });
    relay.underWay.set(id, now);
  } else relay.failed = true;
  return id;
}

function reads(relay: Relay, ground: Ground): boolean {
  const { stream, cut, stalled } = relay;
  const { now, database, rules } = ground;
  if (relay.phase !== "leading" || !stream || cut || stalled) return false;
  if (relay.beating && !(rules.tellsAhead && ahead(stream, database)?.event)) return false;
  if (relay.lags && now < relay.readAt) return false;
  relay.readAt = now + SLOW;
  return advance(stream, database, now, {
    tell(room, version) {
      if (relay.waiting.has(room)) relay.waiting.set(room, version);
      else {
        relay.waiting.set(room, undefined);
        publish(relay, ground, { room, version });
      }
      if (relay.failed) fail(relay, ground);
    },
    passed(to, proof) {
      if (proof === undefined) return;
      const askedAt = relay.asked.get(proof);
      relay.asked.delete(proof);
      const beat = rules.beatsAtRenewals ? rules.beatAt(relay, to, askedAt === undefined ? undefined : now - askedAt) : undefined;
      if (!beat) return;
      for (const room of relay.waiting.keys()) pace(relay, ground, room);
      relay.beating = { beat };
    },
    gap() {
      relay.last = undefined;
    },
  });
}

function fail(relay: Relay, ground: Ground): void {
  if (ground.rules.endsAfterFailure) end(relay, ground);
  else relay.failed = false;
}

function pace(relay: Relay, ground: Ground, room: number): void {
  const version = relay.waiting.get(room);
  relay.waiting.set(room, undefined);
  if (version !== undefined) publish(relay, ground, { room, version });
}

/** A pause between two messages of one room is over. */
function paces(relay: Relay, ground: Ground): boolean {
  const [first] = relay.waiting;
  if (!first) return false;
  const [room, version] = first;
  if (version === undefined) relay.waiting.delete(room);
  else pace(relay, ground, room);
  return true;
}

/** Sends a beat once everything was taken. One that was under way when it ended goes out, too. */
function beats(relay: Relay, ground: Ground): boolean {
  const { beating } = relay;
  if (!beating) return false;
  if (relay.failed && (ground.rules.beatAwaitsReplies || beating.sent !== undefined)) {
    relay.beating = undefined;
    fail(relay, ground);
    return true;
  }
  if (beating.sent !== undefined || (ground.rules.beatAwaitsReplies && relay.underWay.size > 0)) return false;
  beating.sent = publish(relay, ground, { beat: beating.beat });
  return true;
}

function isAnswered(relay: Relay): boolean {
  const { connection, beating } = relay;
  const reply = connection && !connection.frozen ? connection.replies.shift() : undefined;
  if (!reply) return false;
  relay.underWay.delete(reply.id);
  if (!reply.taken) relay.failed = true;
  else if (beating?.sent === reply.id) {
    relay.last = beating.beat.to;
    relay.beating = undefined;
  }
  return true;
}

function givesUp(relay: Relay, { now, database }: Ground): boolean {
  if (relay.phase !== "ending" || relay.beating || (relay.cut && now - relay.endedAt <= PATIENCE)) return false;
  if (!relay.cut) database.giveUp(relay.name, relay.term, relay.last);
  relay.phase = "standing by";
  relay.tryAt = now + TRY_EVERY;
  return true;
}
