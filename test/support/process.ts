/** The service as a person starts it: `npm start`'s own file, in a process of its own, with a data folder of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEMO_PASSWORD } from "./demo.ts";
import { createClient, type Client } from "./client.ts";
import { makeDataFolder, removeFolder } from "./folder.ts";

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
  /** Another process with the same data at the same port, once this one has ended. */
  startAgain(): Promise<ServiceProcess>;
  /** Stops it as Ctrl-C does and removes its data. @returns its exit code */
  end(): Promise<number | null>;
}

let loading: Promise<string> | undefined;

/** Data with the demo in it. Loaded once for all tests of this mocha process, because loading it takes longer than most of them. */
function loadedDemo(): Promise<string> {
  loading ??= (async () => {
    const folder = await makeDataFolder();
    const loader = await startProcess(folder);
    const code = await loader.kill("SIGINT");
    if (code !== 0) throw new Error(`loading the demo ended with ${code}:\n${loader.said()}`);
    return folder;
  })();
  return loading;
}

export async function removeLoadedDemo(): Promise<void> {
  const folder = await loading?.catch(() => undefined);
  loading = undefined;
  if (folder) await removeFolder(folder);
}

/** The service with the demo as it is after its first start. @param env what is different from `npm start` */
export async function startDemo(env: Record<string, string> = {}): Promise<ServiceProcess> {
  const [from, folder] = await Promise.all([loadedDemo(), makeDataFolder()]);
  await cp(from, folder, { recursive: true });
  return startProcess(folder, 0, env);
}

/** @param port 0 for any that is free */
async function startProcess(dataDir: string, port = 0, env: Record<string, string> = {}): Promise<ServiceProcess> {
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
    startAgain: () => startProcess(dataDir, Number(new URL(url).port), env),
    async end() {
      child.kill("SIGINT");
      const code = await ended;
      await removeFolder(dataDir);
      return code;
    },
  };
}
