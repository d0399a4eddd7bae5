/** A mongod of our own: one member of a replica set, on loopback, with its data kept between starts. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { withEnv } from "./command.ts";
import { endLeftover } from "./leftover.ts";
import { lastComplaints, moveAside } from "./logfile.ts";
import { keptPort } from "./port.ts";
import type { Say } from "../progress.ts";
import { becomePrimary, REPLICA_SET } from "./replica-set.ts";
import { endChild, hasEnded, onceEnded, supervise } from "../supervise.ts";

const LOOK_AT_LOG_MS = 600_000;
/** Enough to recover a large journal after a crash. */
const PATIENCE_MS = 120_000;
/** What a killed process had begun keeps others waiting no longer; nobody here waits for a transaction for more than 15. */
const TRANSACTION_SECONDS = 20;

interface RunOptions {
  binary: string;
  /** Holds `mongo/` with the data, `mongo.port`, `mongod.log`. Nobody else may use it meanwhile. */
  dataDir: string;
  /** Absent: the one of the start before, where it is free, else any. */
  port?: number | undefined;
  say: Say;
}

export interface RunningMongod {
  uri: string;
  port: number;
  /** `undefined` while it is dead and about to be started again. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

/**
 * Starts it and waits until it takes writes. From then on it is started again, at the same port and on the same data,
 * whenever it dies. A mongod left over from an earlier start on this folder is ended first.
 *
 * @throws where it ends before it was ready, with what it complained about
 */
export async function runMongod(options: RunOptions): Promise<RunningMongod> {
  const { binary, say } = options;
  const dataDir = resolve(options.dataDir);
  const dbPath = join(dataDir, "mongo");
  const logFile = join(dataDir, "mongod.log");
  await mkdir(dbPath, { recursive: true });
  await endLeftover(dbPath, say);
  await moveAside(logFile);
  const port = options.port ?? (await keptPort(join(dataDir, "mongo.port")));
  await writeFile(join(dataDir, "mongo.port"), String(port));

  const start = () => startMongod(binary, { dbPath, logFile, port });
  const first = start();
  await untilReady(first, port).catch(async (error: Error) => {
    await endChild(first);
    throw await explained(error, logFile);
  });
  let current = first;
  const letEnd = supervise({ name: "MongoDB", ended: () => onceEnded(current), start: () => void (current = start()) }, say);
  const pid = () => (hasEnded(current) ? undefined : current.pid);
  const timer = setInterval(() => void limitLog(logFile, pid), LOOK_AT_LOG_MS).unref();
  return {
    uri: `mongodb://127.0.0.1:${port}/vacancy?replicaSet=${REPLICA_SET}`,
    port,
    pid,
    async stop() {
      clearInterval(timer);
      await letEnd();
      await endChild(current);
    },
  };
}

interface MongodOptions {
  dbPath: string;
  logFile: string;
  port: number;
  cacheGB?: number;
  oplogMB?: number;
  /** Further ones of mongod's own. */
  args?: string[];
  /** Beside what this process has itself. */
  env?: Record<string, string>;
}

/**
 * In a process group of its own: Ctrl-C at a terminal reaches the whole group, and MongoDB has to outlive what uses it.
 * Diagnostic data (200 MB of numbers for MongoDB's support) is not collected.
 */
export function startMongod(binary: string, { dbPath, logFile, port, cacheGB = 0.5, oplogMB = 512, args = [], env }: MongodOptions): ChildProcess {
  const place = ["--dbpath", dbPath, "--port", String(port), "--bind_ip", "127.0.0.1", "--replSet", REPLICA_SET, "--setParameter", `transactionLifetimeLimitSeconds=${TRANSACTION_SECONDS}`];
  const modest = ["--wiredTigerCacheSizeGB", String(cacheGB), "--oplogSize", String(oplogMB), "--setParameter", "diagnosticDataCollectionEnabled=false"];
  const log = ["--logpath", logFile, "--logappend", "--logRotate", "reopen", "--quiet"];
  const socket = process.platform === "win32" ? [] : ["--nounixsocket"];
  const [program, ...before] = env ? withEnv(env, binary) : [binary];
  return spawn(program, [...before, ...place, ...modest, ...log, ...socket, ...args], { stdio: "ignore", detached: process.platform !== "win32", windowsHide: true });
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const ended = new AbortController();
  const tooLong = setTimeout(() => ended.abort(new Error(`mongod took no writes within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  const deadEarly = onceEnded(child).then((how) => {
    ended.abort();
    throw new Error(`mongod ended ${how} before it was ready`);
  });
  await Promise.race([becomePrimary(port, ended.signal), deadEarly]).finally(() => clearTimeout(tooLong));
  deadEarly.catch(() => {}); // it will end one day, and then that is no error of the start
}

export async function explained(error: Error, logFile: string): Promise<Error> {
  const complaints = await lastComplaints(logFile);
  const wrongVersion = complaints.some((line) => /featureCompatibilityVersion|UPGRADE PROBLEM|unsupported WiredTiger file version|Unsupported.*version/i.test(line));
  const advice = wrongVersion ? ["The data was written by another version of MongoDB: name that one with MONGOD, or set DATA_DIR to begin afresh."] : [];
  return new Error([error.message, ...complaints.map((line) => `  ${line}`), ...advice, `More is in ${logFile}`].join("\n"), { cause: error });
}

/** mongod opens its log anew at SIGUSR1; where there are no signals the log is moved aside at the next start only. */
async function limitLog(logFile: string, pid: () => number | undefined): Promise<void> {
  const running = pid();
  if (process.platform === "win32" || running === undefined) return;
  if (await moveAside(logFile)) process.kill(running, "SIGUSR1");
}
