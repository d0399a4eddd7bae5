/** The role `server`: doors for guests, hosts and support. Any number of them run side by side. */
import { refuseDemoAccounts } from "../shared/accounts/refuse-demo.ts";
import { runRole } from "../shared/role.ts";
import { startServer } from "./start.ts";

await runRole("server", async ({ store, config, log }) => {
  if (config.production) await refuseDemoAccounts(store);
  const server = await startServer({ store, config, log });
  log.info({ url: server.url }, "listening");
  return server;
});
