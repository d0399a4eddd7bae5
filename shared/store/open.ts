import mongoose, { type Connection, type mongo } from "mongoose";
import { defineModels, type Models } from "./models.ts";
import { roomFor, type Guard } from "./guard.ts";
import { createTurns, type Turns } from "./turns.ts";

export interface Store extends Models {
  connection: Connection;
  /** Decides in the database whether a month has room for a claim. A field, so that a test can take it out. */
  guard: Guard;
  turns: Turns;
  /** The same database over connections of their own, made when first asked for: who follows changes does not queue behind requests. */
  openForFollowing(): Promise<mongo.Db>;
  close(): Promise<void>;
}

const OPTIONS = {
  serverSelectionTimeoutMS: 10_000,
  // While MongoDB is away the driver alone waits for it, and says so in the end.
  bufferCommands: false,
  ignoreUndefined: true,
  readConcernLevel: "majority",
  writeConcern: { w: "majority", journal: true },
  retryWrites: true,
} as const;

/**
 * Connects to a replica set, makes the collections and indexes that are missing, and gives the models.
 * Rejects where no primary answers within 10 s.
 */
export async function openStore(uri: string): Promise<Store> {
  const connection = await mongoose.createConnection(uri, { ...OPTIONS, maxPoolSize: 64 }).asPromise();
  const models = defineModels(connection);
  // A transaction must not be what creates a collection: it would conflict with every other that does.
  await Promise.all((Object.values(models) as Models[keyof Models][]).map(async (model) => {
    await model.createCollection();
    const indexes = model.schema.indexes().map(([key, options]) => ({ ...options, key }) as mongo.IndexDescription);
    if (indexes.length > 0) await model.collection.createIndexes(indexes); // in one command, where Mongoose has one for each
  }));
  let following: Promise<Connection> | undefined;
  return {
    ...models,
    connection,
    guard: roomFor,
    turns: createTurns(),
    async openForFollowing() {
      following ??= mongoose.createConnection(uri, { ...OPTIONS, maxPoolSize: 4 }).asPromise();
      try {
        return (await following).db!;
      } catch (error) {
        following = undefined;
        throw error;
      }
    },
    async close() {
      await connection.close();
      await following?.then((one) => one.close(), () => {});
    },
  };
}
