/** The role `relay`: feeds all servers through Redis. Two or more run side by side; one leads. */
import { runRole } from "../../shared/role.ts";
import { startRelay } from "./start.ts";

await runRole("relay", ({ store, config: { redisUrl }, log }) => startRelay({ store, config: { redisUrl: redisUrl! }, log }));
