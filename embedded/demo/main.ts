/** `npm run demo`: loads the demo into the MongoDB that MONGODB_URI names. */
import { ConfigProblem, loadConfig } from "../../shared/config.ts";
import { openStore } from "../../shared/store/open.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import { loadDemo } from "./load.ts";

try {
  const { production, mongodbUri, holdSeconds } = loadConfig(undefined, "workers");
  if (production) throw new ConfigProblem(["NODE_ENV: the demo's accounts have a password all the world knows; production gets none"]);
  const store = await openStore(mongodbUri);
  await loadDemo({ store, clock: databaseClock(store), holdSeconds, say: console.log }).finally(store.close);
} catch (error) {
  console.error(error instanceof ConfigProblem ? error.message : error);
  process.exitCode = 1;
}
