/** Several mongods that are one replica set, on loopback, with their data kept between starts. */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import mongoose from "mongoose";
import { endLeftover } from "../mongod/leftover.ts";
import { moveAside } from "../mongod/logfile.ts";
import { keptPort } from "../mongod/port.ts";
import { configured, hostAt, listens, REPLICA_SET, until } from "../mongod/replica-set.ts";
import { explained, startMongod } from "../mongod/run.ts";
import type { Say } from "../progress.ts";
import { type Program, startProgram } from "./program.ts";

const PATIENCE_MS = 60_000;
/** Milliseconds in which a member that lives answers. */
const ANSWERS_MS = 1000;
/** mongod waits 15 s at SIGTERM for drivers to notice, which at once is enough for on one machine. */
const SHUTDOWN_MS = 500;

export interface ReplicaSetOptions {
  binary: string;
  /** Holds `mongo-1/`, `mongo-1.port`, `mongo-1.log` and so on. Nobody else may use it meanwhile. */
  folder: string;
  members?: number;
  electionTimeoutMs?: number;
  oplogMB?: number;
  /** Further ones of mongod's own, for all members. */
  args?: string[];
  /** Beside what this process has itself. Counted from 0. */
  env?: (member: number) => Record<string, string>;
  say: Say;
}

/** `start` resolves when it accepts connections; which member it then is, it finds out from the others. */
export interface Member extends Program {
  port: number;
}

export interface ReplicaSet {
  /** Of the database `vacancy`, with all members. */
  uri: string;
  members: Member[];
  /** The one that takes writes; waits for one where there is none. */
  primary(): Promise<Member>;
  /** Ends all members; the data stay. */
  stop(): Promise<void>;
}

/** Starts all members and waits until one is primary and all others follow it. */
export async function startReplicaSet(options: ReplicaSetOptions): Promise<ReplicaSet> {
  const { members: count = 3, electionTimeoutMs = 2000 } = options;
  const members: Member[] = [];
  const stop = async () => void (await Promise.all(members.map(endMember)));
  try {
    for (let member = 0; member < count; member += 1) members.push(await startMember(options, member));
    const settings = { electionTimeoutMillis: electionTimeoutMs, heartbeatIntervalMillis: Math.min(2000, Math.ceil(electionTimeoutMs / 4)) };
    await configure(members, settings);
    const primary = () => primaryOf(members);
    await primary();
    await untilAllFollow(members);
    return { uri: `mongodb://${hostsOf(members).join(",")}/vacancy?replicaSet=${REPLICA_SET}`, members, primary, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startMember({ binary, folder, oplogMB = 256, args = [], env, say }: ReplicaSetOptions, member: number): Promise<Member> {
  const place = join(resolve(folder), `mongo-${member + 1}`);
  const logFile = `${place}.log`;
  await mkdir(place, { recursive: true });
  await endLeftover(place, say);
  await moveAside(logFile);
  const port = await keptPort(`${place}.port`);
  await writeFile(`${place}.port`, String(port));
  const shutdown = ["--setParameter", `shutdownTimeoutMillisForSignaledShutdown=${SHUTDOWN_MS}`];
  const program = await startProgram({
    name: "mongod",
    run: () => startMongod(binary, { dbPath: place, logFile, port, cacheGB: 0.25, oplogMB, args: [...shutdown, ...args], ...(env && { env: env(member) }) }),
    untilUp: (_, ended) => until(() => listens(port), ended),
  }).catch(async (error: Error) => {
    throw await explained(error, logFile);
  });
  return { ...program, port };
}

const hostsOf = (members: Member[]) => members.map(({ port }) => hostAt(port));

/** By the first: the others hear of it from there. */
async function configure(members: Member[], settings: Record<string, number>): Promise<void> {
  const ended = AbortSignal.timeout(PATIENCE_MS);
  await withMember(members[0]!, (admin) => until(() => configured(admin, hostsOf(members), settings), ended));
}

/** The later elected where two believe it. */
async function primaryOf(members: Member[]): Promise<Member> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(50)) {
    const answers = await Promise.all(members.map(async (member) => ({ member, hello: await helloOf(member) })));
    const elected = answers.filter(({ hello }) => hello?.isWritablePrimary).sort((a, b) => (String(a.hello!.electionId) < String(b.hello!.electionId) ? 1 : -1));
    if (elected[0]) return elected[0].member;
  }
  throw new Error(`No member of the replica set became primary within ${PATIENCE_MS / 1000} s`);
}

async function untilAllFollow(members: Member[]): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(50)) {
    const answers = await Promise.all(members.map(helloOf));
    if (answers.every((hello) => hello?.isWritablePrimary || hello?.secondary)) return;
    if (Date.now() > end) throw new Error(`Not all members of the replica set follow its primary after ${PATIENCE_MS / 1000} s`);
  }
}

interface Hello {
  isWritablePrimary: boolean;
  secondary: boolean;
  electionId?: mongoose.mongo.ObjectId;
}

/** `undefined` where it does not answer in time. */
async function helloOf(member: Member): Promise<Hello | undefined> {
  if (member.pid() === undefined) return undefined;
  return withMember(member, (admin) => admin.command({ hello: 1 }) as Promise<unknown> as Promise<Hello>).catch(() => undefined);
}

async function withMember<T>({ port }: Member, work: (admin: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const patience = { serverSelectionTimeoutMS: ANSWERS_MS, connectTimeoutMS: ANSWERS_MS, socketTimeoutMS: ANSWERS_MS * 10 };
  const client = new mongoose.mongo.MongoClient(`mongodb://${hostAt(port)}/?directConnection=true`, { ...patience, maxPoolSize: 1 });
  return work(client.db("admin")).finally(() => client.close());
}

async function endMember(member: Member): Promise<void> {
  if (member.pid() === undefined) return;
  const late = setTimeout(() => member.signal("SIGKILL"), 20_000);
  await member.kill("SIGTERM");
  clearTimeout(late);
}
