import type { Logger } from "pino";
import { type Config, ConfigProblem, loadConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { openStore, type Store } from "./store/open.ts";

export interface Parts {
  store: Store;
  config: Config;
  log: Logger;
}

/** Milliseconds after which nothing that is left running, such as a timer of a library, keeps a closed process. */
const LEFT_OVER = 500;

/**
 * Runs one role as this process: configured by the environment, started, and at SIGTERM or SIGINT closed. What is wrong
 * with the environment is said in words, and the process ends with 1.
 */
export async function runRole(role: "server" | "workers" | "relay", start: (parts: Parts) => Promise<{ close(): Promise<void> }>): Promise<void> {
  try {
    const config = loadConfig(undefined, role);
    const log = createLog(config);
    const store = await openStore(config.mongodbUri);
    const running = await start({ store, config, log });
    log.info({ role }, "started");
    const end = async (signal: string) => {
      log.info({ signal }, "closing");
      await running.close();
      await store.close();
      log.info("closed");
      setTimeout(() => process.exit(), LEFT_OVER).unref();
    };
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end(signal).catch(fail));
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof ConfigProblem ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
