/** The role `server`: one process, configured by the environment alone. */
import { loadConfig } from "../shared/config.ts";
import { createLog } from "../shared/log.ts";
import { openStore } from "../shared/store/open.ts";
import { startServer } from "./start.ts";

const config = loadConfig(process.env, "server");
const log = createLog(config);
const store = await openStore(config.mongodbUri);
const server = await startServer({ store, config, log });
log.info({ url: server.url }, "listening");

async function end(signal: string): Promise<void> {
  log.info({ signal }, "closing");
  await server.close();
  await store.close();
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    end(signal).catch((error: unknown) => {
      log.fatal({ err: error }, "could not close");
      process.exit(1);
    });
  });
}
