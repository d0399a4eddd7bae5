/** For how long no member of a replica set took writes. */
import { setTimeout as delay } from "node:timers/promises";
import mongoose from "mongoose";

export interface PrimaryWatch {
  begin(): void;
  /** Milliseconds, the longest since `begin`; 0 where there was always one when it was looked for. */
  longest(): number;
  close(): Promise<void>;
}

const LOOK_EVERY = 50;
const ANSWERS = { serverSelectionTimeoutMS: 250, connectTimeoutMS: 250, socketTimeoutMS: 1000, maxPoolSize: 1, directConnection: true };

export function watchPrimary(ports: readonly number[]): PrimaryWatch {
  const clients = ports.map((port) => new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/`, ANSWERS));
  const isPrimary = new Set<number>();
  let lastSeen = performance.now();
  let longest = 0;
  let over = false;

  async function ask(index: number): Promise<void> {
    while (!over) {
      const answer = await clients[index]!.db("admin").command({ hello: 1 }).catch(() => undefined);
      if (answer?.["isWritablePrimary"] === true) isPrimary.add(index);
      else isPrimary.delete(index);
      const now = performance.now();
      if (isPrimary.size > 0) {
        if (now - lastSeen > 5 * LOOK_EVERY) longest = Math.max(longest, now - lastSeen);
        lastSeen = now;
      }
      await delay(LOOK_EVERY);
    }
  }
  const asking = Promise.all(clients.map((_, index) => ask(index)));
  return {
    begin() {
      longest = 0;
    },
    longest: () => longest,
    async close() {
      over = true;
      await asking;
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}
