/** The role `jobs`: what follows a booking up. Any number of them run side by side; each job runs on one. */
import { refuseDemoAccounts } from "../shared/accounts/refuse-demo.ts";
import { runRole } from "../shared/role.ts";
import { startWorkers } from "./start.ts";

await runRole("workers", async (parts) => {
  if (parts.config.production) await refuseDemoAccounts(parts.store);
  return startWorkers(parts);
});
