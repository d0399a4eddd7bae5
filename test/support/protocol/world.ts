/** All of the protocol in one small world, that goes step by step along a schedule. Nothing in it is random. */
import { breakStream, createDatabase } from "./database.ts";
import type { Ground } from "./ground.ts";
import { crashNode, isAnswered, join, leave, newNode, type Node, nodeSteps, nodeTimers, startNode } from "./node.ts";
import { createRedis } from "./redis.ts";
import { crashRelay, newRelay, type Relay, relaySteps, relayTimers, runs } from "./relay.ts";
import type { Rules } from "./rules.ts";

export const ROOMS = 3;
export const NODES = 3;
export const RELAYS = 2;
/** Milliseconds between two looks at the clock while time passes. */
const SLICE = 50;
/** Milliseconds that may pass while some stand still. */
const MOST_DRIFT = 600;
/** Things done without time passing, after which somebody must be going in circles. */
const MOST_DONE = 20_000;

/** What happens next: a word and up to two numbers. What can't happen now does nothing. */
export type Step = readonly [word: Word, which?: number, what?: number];
export type Word = keyof ReturnType<typeof stepsOf>;

export interface World extends Ground {
  nodes: Node[];
  relays: Relay[];
  drifted: number;
}

export function newWorld(rules: Rules): World {
  const world = { now: 0, redis: createRedis(), rules, drifted: 0 } as World;
  world.database = createDatabase(() => world.now);
  world.nodes = Array.from({ length: NODES }, newNode);
  world.relays = Array.from({ length: RELAYS }, (_, index) => newRelay(String(index)));
  return world;
}

const RELAY_STEPS = Object.values(relaySteps);

type Work = () => boolean;

/** All that could be done now, by whom it is done: of each node its stream, what it hears and the rest, of each relay all and what Redis takes. */
function worksOf(world: World): Work[][] {
  const { nodes, relays, redis } = world;
  const by = (node: Node, steps: ((node: Node, ground: Ground) => boolean)[]) => steps.map((step) => () => node.alive && step(node, world));
  return [
    ...nodes.flatMap((node) => [
      by(node, [nodeSteps.follows]),
      by(node, [nodeSteps.hears]),
      [...by(node, [nodeSteps.connects, isAnswered]), () => serves(node.connection, redis.serveSubscriber)],
    ]),
    ...relays.flatMap((relay) => [
      RELAY_STEPS.map((step) => () => runs(relay) && step(relay, world)),
      [() => serves(relay.connection, redis.servePublisher)],
    ]),
  ];
}

const serves = <C>(connection: C | undefined, serve: (connection: C) => boolean): boolean => connection !== undefined && serve(connection);

function clocksLook(world: World): void {
  for (const node of world.nodes) if (node.alive) nodeTimers(node, world);
  for (const relay of world.relays) if (runs(relay)) relayTimers(relay, world);
}

/** All of these do what there is to do. */
function settle(working: readonly Work[]): void {
  for (let done = 1, count = 0; done > 0; count += done) {
    done = 0;
    for (const work of working) {
      while (work()) if ((done += 1) + count > MOST_DONE) throw new Error("somebody goes in circles");
    }
  }
}

/** Time passes, and everybody who can does what there is to do. @param order in which they come */
function pass(world: World, milliseconds: number, order: number): void {
  world.drifted = 0;
  const all = worksOf(world).flat();
  const turned = [...all.slice(order % all.length), ...all.slice(0, order % all.length)];
  for (const end = world.now + milliseconds; world.now < end;) {
    world.now = Math.min(end, world.now + SLICE);
    clocksLook(world);
    settle(turned);
  }
}

/** A little time passes, and only some do what there is to do. @param who the bits of it */
function drift(world: World, milliseconds: number, who: number): void {
  const drifts = Math.min(milliseconds, MOST_DRIFT - world.drifted);
  world.drifted += drifts;
  world.now += drifts;
  clocksLook(world);
  settle(worksOf(world).filter((_, index) => (who >> index) & 1).flat());
}

/** What can happen. Numbers may be any; each names somebody. */
export function stepsOf(world: World) {
  const { nodes, relays, redis, database } = world;
  const node = (which: number) => nodes[which % NODES]!;
  const relay = (which: number) => relays[which % RELAYS]!;
  const alive = (which: number) => (node(which).alive ? node(which) : undefined);
  const running = (which: number) => (runs(relay(which)) ? relay(which) : undefined);
  const links = () => relays.flatMap(({ connection }) => connection ?? []);
  return {
    // What goes on
    pass: (milliseconds: number, order: number) => pass(world, milliseconds, order),
    drift: (milliseconds: number, who: number) => drift(world, milliseconds, who),
    write: (room: number) => database.write(room % ROOMS),
    follows: (which: number) => alive(which) && nodeSteps.follows(node(which), world),
    hears: (which: number) => alive(which) && nodeSteps.hears(node(which), world),
    connects: (which: number) => alive(which) && nodeSteps.connects(node(which), world),
    subscribes: (which: number) => serves(node(which).connection, redis.serveSubscriber),
    answered: (which: number) => alive(which) && isAnswered(node(which), world),
    relay: (which: number, what: number) => running(which) && RELAY_STEPS[what % RELAY_STEPS.length]!(relay(which), world),
    published: (which: number) => serves(relay(which).connection, redis.servePublisher),
    left: () => redis.serveLeft(),
    join: (which: number, room: number) => alive(which) && node(which).watchers.length < 6 && join(node(which), world, room % ROOMS),
    leave: (which: number, room: number) => alive(which) && leave(node(which), world, room % ROOMS),
    // Faults of Redis and of the ways to it
    redisRestarts() {
      redis.stop();
      redis.up = true;
    },
    redisStops: () => redis.stop(),
    redisHangs: () => (redis.hangs = redis.up),
    redisWorks() {
      redis.up = true;
      redis.hangs = false;
    },
    drops: (which: number) => serves(node(which).connection, (connection) => (redis.dropSubscriber(connection), true)),
    reconnects(which: number) {
      if (!alive(which)) return;
      serves(node(which).connection, (connection) => (redis.dropSubscriber(connection), true));
      nodeSteps.connects(node(which), world);
      node(which).connectAt = world.now;
      nodeSteps.connects(node(which), world);
    },
    freezes(which: number, on: number) {
      node(which).frozen = on % 2 === 1;
      if (node(which).connection) node(which).connection!.frozen = node(which).frozen;
    },
    relayDrops: (which: number, sent: number) => serves(relay(which).connection, (connection) => (redis.dropPublisher(connection, sent % 2 === 1), true)),
    relayFreezes(which: number, on: number) {
      if (relay(which).connection) relay(which).connection!.frozen = on % 2 === 1;
    },
    refuses(which: number) {
      if (relay(which).connection) relay(which).connection!.refused = true;
    },
    // Faults of relays
    pauses: (which: number, on: number) => (relay(which).paused = on % 2 === 1),
    crashes: (which: number) => crashRelay(relay(which), world),
    stops: (which: number) => (relay(which).stopping = relay(which).alive),
    starts: (which: number) => Object.assign(relay(which), { alive: true }, relay(which).alive ? {} : { stopping: false, paused: false }),
    relayCut: (which: number, on: number) => (relay(which).cut = on % 2 === 1),
    relayLags: (which: number, on: number) => (relay(which).lags = on % 2 === 1),
    relayStalls: (which: number, on: number) => (relay(which).stalled = on % 2 === 1),
    // Faults of nodes
    nodeStalls(which: number, on: number) {
      if (node(which).stalled) node(which).mendedAt = world.now;
      node(which).stalled = on % 2 === 1;
    },
    nodeCut(which: number, on: number) {
      if (node(which).cut) node(which).mendedAt = world.now;
      node(which).cut = on % 2 === 1;
    },
    streamBreaks(which: number) {
      const stream = alive(which)?.stream;
      if (stream?.open) breakStream(stream, world.now);
    },
    nodeCrashes(which: number) {
      const gone = node(which).watchers;
      crashNode(node(which), world);
      const next = nodes.find(({ alive }) => alive);
      for (const { room } of gone) if (next) join(next, world, room);
    },
    nodeStarts: (which: number) => !node(which).alive && startNode(node(which)),
    // Faults of MongoDB
    failover: (by: number) => database.failover(by),
    historyGoes: () => database.loseHistory(),
    /** Everything works again. */
    heal() {
      redis.up = true;
      redis.hangs = false;
      for (const link of links()) link.frozen = link.refused = false;
      for (const one of relays) Object.assign(one, { paused: false, cut: false, stalled: false, lags: false, stopping: false, alive: true });
      for (const one of nodes) {
        if (one.cut || one.stalled) one.mendedAt = world.now;
        Object.assign(one, { cut: false, stalled: false, frozen: false });
        if (one.connection) one.connection.frozen = false;
        if (!one.alive) startNode(one);
      }
    },
  };
}
