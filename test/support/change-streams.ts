/** The change streams that MongoDB carries. */
import type { mongo } from "mongoose";
import type { Store } from "../../shared/store/open.ts";

interface Operation {
  cursor?: { cursorId: { toString(): string }; lastAccessDate: Date; originatingCommand?: { pipeline?: object[]; $db?: string } };
}

const NOW = [{ $currentOp: { idleCursors: true, allUsers: true, localOps: true } }];

/** The cursors of those on this database, each once: one that is read just then can be seen at rest, too. @param counts which of them do */
export async function changeStreamsOn(client: mongo.MongoClient, database: string, counts: (lastAccess: Date) => boolean = () => true): Promise<number> {
  const operations = await client.db("admin").aggregate(NOW, { readConcern: { level: "local" } }).toArray();
  const cursors = (operations as Operation[]).flatMap(({ cursor }) => {
    const { pipeline: [first] = [], $db } = cursor?.originatingCommand ?? {};
    return cursor && $db === database && first && "$changeStream" in first && counts(cursor.lastAccessDate) ? [cursor.cursorId.toString()] : [];
  });
  return new Set(cursors).size;
}

export const changeStreamsOf = ({ connection }: Store) => changeStreamsOn(connection.getClient() as never, connection.name);
