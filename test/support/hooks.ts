/** Root hooks of mocha: end what tests share, and fail where a test left something running. */
import { setTimeout as setTimer } from "node:timers";
import { setTimeout as delay } from "node:timers/promises";
import { openStores, stopMongo } from "./mongo.ts";
import { removeLoadedDemo } from "./process.ts";

/** What keeps a process alive and is never anybody's intention once the tests are over. */
const LEAKS = new Set(["TCPServerWrap", "TCPSocketWrap", "ProcessWrap"]);

/** Closing takes a few turns of the loop: looks again for up to a second. */
async function leftRunning(): Promise<string[]> {
  for (let look = 0; look < 20; look += 1) {
    const left = process.getActiveResourcesInfo().filter((resource) => LEAKS.has(resource));
    if (left.length === 0) return left;
    await delay(50);
  }
  return process.getActiveResourcesInfo().filter((resource) => LEAKS.has(resource));
}

export const mochaHooks = {
  async afterAll(this: Mocha.Context) {
    this.timeout(30_000);
    const stores = openStores().map((at) => `a store opened ${at}`);
    await Promise.all([stopMongo(), removeLoadedDemo()]);
    // A client that a failed test left would try to connect for ever, and keep mocha from ending after its report.
    setTimer(() => process.exit(), 5000).unref();
    const left = [...stores, ...(await leftRunning())];
    if (left.length === 0) return;
    // What leaks would keep mocha from ending: it has a second to report, and then ends all the same.
    setTimer(() => process.exit(1), 1000).unref();
    throw new Error(`Left running after the tests:\n${left.join("\n")}`);
  },
};
