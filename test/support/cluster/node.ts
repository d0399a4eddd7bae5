/** One process of a cluster, through all its lives: it is started again at the same place. */
import { type RoleKind, type RoleProcess, startRole } from "../../../embedded/cluster/role.ts";
import type { Link } from "./link.ts";

export interface Node {
  name: string;
  role: RoleKind;
  /** Where a server listens. */
  port: number | undefined;
  /** Its own ways to the databases, where it was given some. */
  links: { mongo: Link; redis: Link } | undefined;
  runs(): boolean;
  pid(): number;
  /** What it has printed in this life. */
  said(): string;
  /** Resolves when it has started. */
  start(): Promise<void>;
  /** Resolves when it has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
  signal(signal: NodeJS.Signals): void;
}

export interface NodeOptions {
  name: string;
  role: RoleKind;
  env: Record<string, string>;
  port?: number;
  links?: { mongo: Link; redis: Link };
  wrapper?: string[];
}

export async function startNode({ name, role, env, port, links, wrapper }: NodeOptions): Promise<Node> {
  const start = () => startRole({ role, env: { ...env, ...(port !== undefined && { PORT: String(port) }) }, ...(wrapper && { wrapper }) });
  let running: RoleProcess = await start();
  let runs = true;
  return {
    name, role, port, links,
    runs: () => runs,
    pid: () => running.pid,
    said: () => running.said(),
    async start() {
      if (runs) return;
      running = await start();
      runs = true;
    },
    async kill(signal) {
      runs = false;
      await running.kill(signal);
    },
    signal: (signal) => running.signal(signal),
  };
}

const FED = "is fed by the relay";
const ALONE = "feeds itself";

/** What a server has said last of who feeds it. */
export function isFed(server: Node): boolean {
  const said = server.said();
  return said.lastIndexOf(FED) > said.lastIndexOf(ALONE);
}

/** What it logs of warnings and errors, without the times. */
export function complaintsOf(node: Node, most = 8): string[] {
  return node.said().split("\n").filter((line) => /"level":[456]0/.test(line)).slice(-most).map((line) => `${node.name}: ${line.slice(0, 240)}`);
}
