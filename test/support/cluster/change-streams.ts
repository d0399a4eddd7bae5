import mongoose from "mongoose";
import { changeStreamsOn } from "../change-streams.ts";

/** Milliseconds after which nobody reads one any more: a process that was killed leaves its own behind, idle for ten minutes. */
const LEFT = 2000;

/** How many are read on this database, on all members of a replica set together. @param ports of its members */
export async function changeStreams(ports: readonly number[], database = "vacancy"): Promise<number> {
  const counts = await Promise.all(ports.map(async (port) => {
    const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { maxPoolSize: 1 });
    try {
      const { localTime } = await client.db("admin").command({ hello: 1 });
      return await changeStreamsOn(client, database, (lastAccess) => (localTime as Date).getTime() - lastAccess.getTime() < LEFT);
    } finally {
      await client.close();
    }
  }));
  return counts.reduce((sum, count) => sum + count, 0);
}
