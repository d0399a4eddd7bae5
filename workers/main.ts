/** The role `jobs`: what follows a booking up. Any number of them run side by side; each job runs on one. */
import { runRole } from "../shared/role.ts";
import { startWorkers } from "./start.ts";

await runRole("workers", startWorkers);
