import type { Logger } from "pino";
import { startServer } from "../server/start.ts";
import type { Config } from "../shared/config.ts";
import { openStore } from "../shared/store/open.ts";
import { databaseClock } from "../shared/store/transact.ts";
import { startWorkers } from "../workers/start.ts";
import { loadDemo } from "./demo/load.ts";
import type { Ends } from "./ends.ts";

/** Store, demo data, server, workers, each ended before what it stands on. @returns the address of the page */
export async function startService({ config, uri, log, ends, say }: { config: Config; uri: string; log: Logger; ends: Ends; say(line: string): void }): Promise<string> {
  const store = await openStore(uri);
  ends.add("The store", store.close);
  await loadDemo({ store, clock: databaseClock(store), holdSeconds: config.holdSeconds, say });
  const workers = await startWorkers({ store, config, log });
  ends.add("The workers", workers.close);
  const server = await startServer({ store, config, log });
  ends.add("The server", server.close);
  return server.url;
}
