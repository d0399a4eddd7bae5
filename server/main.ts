/** The role `server`: one process, configured by the environment alone. */
import { refuseDemoAccounts } from "../shared/accounts/refuse-demo.ts";
import { type Config, ConfigProblem, loadConfig } from "../shared/config.ts";
import { createLog } from "../shared/log.ts";
import { openStore } from "../shared/store/open.ts";
import { startServer } from "./start.ts";

async function main(config: Config & { mongodbUri: string }): Promise<void> {
  const log = createLog(config);
  const store = await openStore(config.mongodbUri);
  if (config.production) await refuseDemoAccounts(store);
  const server = await startServer({ store, config, log });
  log.info({ url: server.url }, "listening");

  const end = async (signal: string) => {
    log.info({ signal }, "closing");
    await server.close();
    await store.close();
    log.info("closed");
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end(signal).catch(fail));
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof ConfigProblem ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

try {
  await main(loadConfig(process.env, "server"));
} catch (error) {
  fail(error);
}
