/** The change streams that MongoDB carries. */
import mongoose from "mongoose";

interface Operation {
  cursor?: { cursorId: { toString(): string }; lastAccessDate: Date; originatingCommand?: { pipeline?: Record<string, unknown>[]; $db?: string } };
}

const NOW = [{ $currentOp: { idleCursors: true, allUsers: true, localOps: true } }];

/** Milliseconds after which nobody reads one any more: a process that was killed leaves its own behind, idle for ten minutes. */
const LEFT = 2000;

/** How many are read on this database, on all members of a replica set together. @param ports of its members */
export async function changeStreams(ports: readonly number[], database = "vacancy"): Promise<number> {
  const counts = await Promise.all(ports.map(async (port) => {
    const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { maxPoolSize: 1 });
    const admin = client.db("admin");
    const asked = Promise.all([admin.command({ hello: 1 }), admin.aggregate(NOW).toArray()]);
    const [{ localTime }, operations] = await asked.finally(() => client.close());
    const isRead = (at: Date) => (localTime as Date).getTime() - at.getTime() < LEFT;
    const streams = (operations as Operation[]).flatMap(({ cursor }) => {
      const { pipeline = [], $db } = cursor?.originatingCommand ?? {};
      return cursor && isRead(cursor.lastAccessDate) && $db === database && pipeline[0] && "$changeStream" in pipeline[0] ? [cursor.cursorId.toString()] : [];
    });
    return new Set(streams).size;
  }));
  return counts.reduce((sum, count) => sum + count, 0);
}
