/**
 * The proxy in a process of its own: libuv takes one new connection each turn of its loop, so that beside thousands of
 * watchers those who come back after a server's end would wait for tens of seconds.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startProxy } from "../../../embedded/cluster/proxy.ts";

export interface ProxyProcess {
  url: string;
  port: number;
  /** What it has seen of servers, with the time. */
  said(): readonly string[];
  close(): Promise<void>;
}

const FILE = fileURLToPath(import.meta.url);

type Told = { url: string; port: number } | string;

/** @param ports of the servers */
export async function startProxyProcess(ports: readonly number[]): Promise<ProxyProcess> {
  const child = fork(FILE, ports.map(String), { execArgv: ["--import", "tsx"] });
  const said: string[] = [];
  child.on("message", (told: Told) => void (typeof told === "string" && said.push(told)));
  const [place] = (await once(child, "message", { signal: AbortSignal.timeout(30_000) })) as [Exclude<Told, string>];
  return {
    ...place,
    said: () => said,
    async close() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

async function run(ports: readonly number[]): Promise<void> {
  process.once("disconnect", () => process.exit());
  let isUp = false;
  const say = (line: string) => void (isUp && process.send!(`${new Date().toISOString()} ${line}`));
  const { url, port } = await startProxy({ targets: () => ports.map((one) => ({ port: one })), say });
  process.send!({ url, port });
  isUp = true;
}

if (process.argv[1] === FILE) await run(process.argv.slice(2).map(Number));
