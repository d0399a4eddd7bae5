/** The service as a person starts it: `npm start`'s own file, in a process of its own, with a data folder of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEMO_PASSWORD } from "./demo.ts";
import { createClient, type Client } from "./client.ts";

const START = fileURLToPath(new URL("../../embedded/start.mjs", import.meta.url));

export interface ServiceProcess {
  url: string;
  pid: number;
  /** Address of the database it runs. */
  mongoUri: string;
  /** Process id of its mongod, as it is now. */
  mongodPid(): Promise<number>;
  /** What it has printed so far. */
  said(): string;
  signIn(email: string): Promise<Client & { token: string; userId: string }>;
  /** Rejects nothing: resolves with the exit code when it has ended, `null` where a signal ended it. */
  kill(signal: "SIGKILL" | "SIGINT" | "SIGTERM"): Promise<number | null>;
}

/** @param port 0 for any that is free */
export async function startProcess(dataDir: string, port = 0, env: Record<string, string> = {}): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [START], {
    env: { ...process.env, NODE_ENV: "development", PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /Vacancy is at (http:\S+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void ended.then((code) => reject(new Error(`it ended with ${code} before it was up:\n${output}`)));
  });
  const mongoPort = (await readFile(join(dataDir, "mongo.port"), "utf8")).trim();
  return {
    url,
    pid: child.pid!,
    mongoUri: `mongodb://127.0.0.1:${mongoPort}/vacancy?replicaSet=vacancy`,
    mongodPid: async () => Number((await readFile(join(dataDir, "mongo", "mongod.lock"), "utf8")).trim()),
    said: () => output,
    async signIn(email) {
      const { body } = await createClient(url).post("/auth/login", { email, password: DEMO_PASSWORD });
      return { ...createClient(url, { Authorization: `Bearer ${body.accessToken}` }), token: body.accessToken, userId: body.user.id };
    },
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
