import type { Store } from "../../shared/store/open.ts";

/** How many change streams MongoDB carries of this database. */
export async function changeStreamsOf({ connection }: Store): Promise<number> {
  const operations = await connection.getClient().db("admin").aggregate([{ $currentOp: { allUsers: true, idleCursors: true } }], { readConcern: { level: "local" } }).toArray();
  const cursors = operations.flatMap(({ cursor }) => {
    const { pipeline = [], $db } = cursor?.originatingCommand ?? {};
    return $db === connection.name && pipeline.some((stage: object) => "$changeStream" in stage) ? [String(cursor.cursorId)] : [];
  });
  return new Set(cursors).size; // one that is read just then can be seen at rest, too
}
