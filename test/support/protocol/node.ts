/** A node: the drivers around the real `nextState`, and the watchers in its rooms, in steps that others can come between. */
import { FEEDS_ITSELF, type NodeInput, type NodeState } from "../../../shared/feed/cluster/node.ts";
import { advance, openStream, type Stream } from "./database.ts";
import type { Ground } from "./ground.ts";
import type { Channel, Subscriber } from "./redis.ts";

const LOOK_EVERY = 250;
const PING_EVERY = 2000;
const CONFIRM_WITHIN = 1000;
const CONNECT_AGAIN = 50;
/** As `PATIENCE` of `server/sockets/feed.ts`. */
const COVER_WITHIN = 5000;

export interface Watcher {
  room: number;
  phase: "confirming" | "opening" | "reading" | "watching";
  /** What Redis was asked for when it joined. */
  awaits: number[];
  /** That it waits for. */
  stream: Stream | undefined;
  /** The highest it knows; 0 where none. */
  version: number;
  /** It was asked to read again. */
  reread: boolean;
  since: number;
}

export interface Node {
  alive: boolean;
  /** MongoDB is out of its reach. */
  cut: boolean;
  /** When it came into reach again, or its stream caught up. */
  mendedAt: number;
  /** Its stream lags. */
  stalled: boolean;
  /** Nothing comes through between it and Redis. */
  frozen: boolean;
  state: NodeState;
  stream: Stream | undefined;
  connection: Subscriber | undefined;
  connectAt: number;
  wanted: Set<Channel>;
  /** With when it was asked. */
  asked: Map<number, number>;
  /** What a new connection asked for first. */
  first: number[] | undefined;
  tickAt: number;
  pingAt: number;
  watchers: Watcher[];
  /** Joins that took too long. */
  refused: number;
}

let ids = 0;

const fresh = () => ({
  state: FEEDS_ITSELF, stream: undefined, connection: undefined, connectAt: 0, wanted: new Set<Channel>(["relay"]), asked: new Map<number, number>(),
  first: undefined, tickAt: 0, pingAt: 0, watchers: [],
});

export function newNode(): Node {
  const node: Node = { alive: true, cut: false, mendedAt: 0, stalled: false, frozen: false, refused: 0, ...fresh() };
  node.stream = openStream(undefined);
  return node;
}

export function crashNode(node: Node, { redis }: Ground): void {
  if (node.connection) redis.dropSubscriber(node.connection);
  Object.assign(node, fresh(), { alive: false });
}

export function startNode(node: Node): void {
  node.alive = true;
  node.stream = openStream(undefined);
}

function take(node: Node, { now, rules }: Ground, input: NodeInput): void {
  node.state = rules.nextState(node.state, input, now);
  if (node.state.feeds) {
    node.stream ??= openStream(node.state.covered);
    return;
  }
  if (node.stream) node.stream.closed = true;
  node.stream = undefined;
}

function tell(node: Node, room: number, version: number): void {
  for (const watcher of node.watchers) if (watcher.room === room) watcher.version = Math.max(watcher.version, version);
}

/** Each does one thing. @returns whether there was something to do */
export const nodeSteps = { follows, hears, connects } satisfies Record<string, (node: Node, ground: Ground) => boolean>;

function follows(node: Node, ground: Ground): boolean {
  const { stream } = node;
  if (!stream || node.cut || node.stalled) return false;
  return advance(stream, ground.database, ground.now, {
    tell: (room, version) => tell(node, room, version),
    passed: (to) => take(node, ground, { kind: "followed", to }),
    gap() {
      for (const watcher of node.watchers) watcher.reread = true;
    },
  });
}

function hears(node: Node, ground: Ground): boolean {
  const said = node.frozen ? undefined : node.connection?.queue.shift();
  if (!said) return false;
  if ("beat" in said) take(node, ground, { kind: "beat", beat: said.beat });
  else if ("room" in said) tell(node, said.room, said.version);
  else confirm(node, ground, said.confirmed);
  return true;
}

function confirm(node: Node, ground: Ground, id: number): void {
  node.asked.delete(id);
  if (!node.first?.every((one) => !node.asked.has(one))) return;
  node.first = undefined;
  take(node, ground, { kind: "subscribed" });
}

function ask(node: Node, now: number, command: { channel?: Channel; leave?: boolean }): number {
  const id = (ids += 1);
  node.connection!.commands.push({ id, ...command });
  node.asked.set(id, now);
  return id;
}

/** Also notices that its connection has gone. */
function connects(node: Node, ground: Ground): boolean {
  const { now, redis } = ground;
  if (node.connection && !node.connection.alive) {
    giveUp(node, ground);
    return true;
  }
  if (node.connection || !redis.works() || node.frozen || now < node.connectAt) return false;
  node.connection = redis.subscriber();
  node.pingAt = now + PING_EVERY;
  node.first = [...node.wanted].map((channel) => ask(node, now, { channel }));
  return true;
}

function giveUp(node: Node, ground: Ground): void {
  if (node.connection!.alive) ground.redis.dropSubscriber(node.connection!);
  node.connection = undefined;
  node.connectAt = ground.now + CONNECT_AGAIN;
  node.asked.clear();
  node.first = undefined;
  take(node, ground, { kind: "dropped" });
}

export function nodeTimers(node: Node, ground: Ground): void {
  const { now } = ground;
  if (node.connection) node.connection.frozen = node.frozen;
  if (node.connection && [...node.asked.values()].some((askedAt) => now - askedAt > CONFIRM_WITHIN)) giveUp(node, ground);
  if (node.connection && now >= node.pingAt) {
    node.pingAt = now + PING_EVERY;
    ask(node, now, {});
  }
  if (now >= node.tickAt) {
    node.tickAt = now + LOOK_EVERY;
    take(node, ground, { kind: "tick" });
  }
  for (const watcher of node.watchers) {
    const waits = watcher.phase === "confirming" || watcher.phase === "opening";
    if (!waits || node.cut || node.stalled || now - Math.max(watcher.since, node.mendedAt) <= COVER_WITHIN) continue;
    node.refused += 1;
    Object.assign(watcher, { phase: "confirming", awaits: [...node.asked.keys()], since: now });
  }
}

export function join(node: Node, { now, rules }: Ground, room: number): void {
  if (!node.wanted.has(room)) {
    node.wanted.add(room);
    if (node.connection) ask(node, now, { channel: room });
  }
  const awaits = rules.joinAwaitsConfirmation ? [...node.asked.keys()] : [];
  node.watchers.push({ room, phase: "confirming", awaits, stream: undefined, version: 0, reread: false, since: now });
}

export function leave(node: Node, { now }: Ground, room: number): void {
  const index = node.watchers.findIndex((watcher) => watcher.room === room);
  if (index === -1) return;
  node.watchers.splice(index, 1);
  if (node.watchers.some((watcher) => watcher.room === room)) return;
  node.wanted.delete(room);
  if (node.connection) ask(node, now, { channel: room, leave: true });
}

/** One thing that a watcher waits for has come, or one of them reads. */
export function isAnswered(node: Node, { now, database, rules }: Ground): boolean {
  for (const watcher of node.watchers) {
    if (watcher.phase === "confirming" && watcher.awaits.every((id) => !node.asked.has(id))) {
      Object.assign(watcher, { phase: "opening", stream: node.stream });
      return true;
    }
    if (watcher.phase === "opening" && rules.joinLooksAgain && watcher.stream?.closed) watcher.stream = node.stream;
    if (watcher.phase === "opening" && (!watcher.stream || watcher.stream.everOpen)) {
      watcher.phase = "reading";
      return true;
    }
    if (node.cut || !(watcher.phase === "reading" || (watcher.phase === "watching" && watcher.reread))) continue;
    watcher.version = Math.max(watcher.version, database.versions(watcher.room).length);
    if (watcher.phase === "reading") Object.assign(watcher, { phase: "watching", since: now });
    else watcher.reread = false;
    return true;
  }
  return false;
}
