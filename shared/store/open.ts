import mongoose, { type Connection } from "mongoose";
import { defineModels, type Models } from "./models.ts";
import { roomFor, type Guard } from "./guard.ts";
import { createTurns, type Turns } from "./turns.ts";

export interface Store extends Models {
  connection: Connection;
  /** Decides in the database whether a month has room for a claim. A field, so that a test can take it out. */
  guard: Guard;
  turns: Turns;
  close(): Promise<void>;
}

/**
 * Connects to a replica set, makes the collections and indexes that are missing, and gives the models.
 * Rejects where no primary answers within 10 s.
 */
export async function openStore(uri: string): Promise<Store> {
  const connection = await mongoose
    .createConnection(uri, {
      serverSelectionTimeoutMS: 10_000,
      maxPoolSize: 64,
      ignoreUndefined: true,
      readConcernLevel: "majority",
      writeConcern: { w: "majority", journal: true },
      retryWrites: true,
    })
    .asPromise();
  const models = defineModels(connection);
  // A transaction must not be what creates a collection: it would conflict with every other that does.
  for (const model of Object.values(models) as Models[keyof Models][]) {
    await model.createCollection();
    await model.createIndexes();
  }
  return { ...models, connection, guard: roomFor, turns: createTurns(), close: () => connection.close() };
}
