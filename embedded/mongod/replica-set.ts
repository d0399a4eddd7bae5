/** A replica set, which one member makes as well as three: what transactions and change streams need. */
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import mongoose from "mongoose";

export const REPLICA_SET = "vacancy";

const LOOK_EVERY_MS = 25;
const NOT_YET_INITIALIZED = 94;
const ALREADY_INITIALIZED = 23;

/**
 * Waits until a mongod that was just started takes writes, and initiates its replica set where that was never done.
 *
 * @param ended aborted when the process has ended: then nothing will come
 */
export async function becomePrimary(port: number, ended: AbortSignal): Promise<void> {
  await until(() => listens(port), ended);
  const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { serverSelectionTimeoutMS: 10_000, maxPoolSize: 1 });
  try {
    const admin = client.db("admin");
    await until(() => configured(admin, [hostAt(port)]), ended);
    await until(async () => (await admin.command({ hello: 1 }))["isWritablePrimary"] === true, ended);
  } finally {
    await client.close();
  }
}

/**
 * @returns whether it is settled now. Just after its start a mongod may not have read its configuration yet: it then
 * says that there is none, and refuses to be initiated. A set that was initiated at another port finds no member in
 * itself: it is told its members' addresses anew, by force.
 *
 * @param hosts of its members, always in the same order
 * @param settings of the set, as MongoDB names them, where it is initiated now
 */
export async function configured(admin: mongoose.mongo.Db, hosts: string[], settings: Record<string, number> = {}): Promise<boolean> {
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    const known = config.members as { host: string }[];
    if (known.every(({ host }, at) => host === hosts[at])) return true;
    const members = known.map((member, at) => ({ ...member, host: hosts[at] }));
    await admin.command({ replSetReconfig: { ...config, members, version: config.version + 1 }, force: true });
    return true;
  } catch (error) {
    if ((error as { code?: number }).code !== NOT_YET_INITIALIZED) throw error;
  }
  return admin.command({ replSetInitiate: { _id: REPLICA_SET, members: hosts.map((host, _id) => ({ _id, host })), settings } }).then(
    () => true,
    (error: { code?: number }) => {
      if (error.code === ALREADY_INITIALIZED) return false;
      throw error;
    },
  );
}

export const hostAt = (port: number) => `127.0.0.1:${port}`;

export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
}

export async function until(isSo: () => Promise<boolean>, ended: AbortSignal): Promise<void> {
  while (!(await isSo().catch(notYet))) {
    ended.throwIfAborted();
    await pause(LOOK_EVERY_MS);
  }
}

/** A member that changes its state cuts its connections; that passes. */
function notYet(error: Error): false {
  if (error instanceof mongoose.mongo.MongoNetworkError) return false;
  throw error;
}
