import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import mongoose from "mongoose";
import { findMongod } from "../../embedded/mongod/find.ts";
import { makeDataFolder, removeFolder } from "../support/folder.ts";

export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

export const silent = (): void => {};

export const mongodBinary = () => findMongod({ say: silent, cacheDir: join(PROJECT, ".cache", "mongod") });

/** A folder for the length of one test. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await makeDataFolder();
  try {
    await work(folder);
  } finally {
    await removeFolder(folder);
  }
}

export interface Ran {
  code: number | null;
  output: string;
}

/** Runs Node on this project and waits for its end. Nothing of our own environment but PATH reaches it. */
export function runNode(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const child = startNode(args, env);
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output: said(child).trim() })));
}

const outputs = new WeakMap<ChildProcess, string>();
export const said = (child: ChildProcess) => outputs.get(child) ?? "";

export function startNode(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, args, { cwd: PROJECT, env: { PATH: process.env["PATH"], ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const keep = (text: Buffer) => void outputs.set(child, said(child) + text.toString());
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return child;
}

/** The documents of one collection of the database at this address. */
export async function withCollection<T>(uri: string, work: (collection: mongoose.mongo.Collection) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri);
  try {
    return await work(client.db().collection("kept"));
  } finally {
    await client.close();
  }
}
