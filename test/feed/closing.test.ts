import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import pino from "pino";
import { follow } from "../../shared/feed/follow.ts";
import { changeStreamsOf } from "../support/change-streams.ts";
import { freshStore } from "../support/mongo.ts";

describe("A stream of events that is closed", () => {
  it("leaves nothing with MongoDB, whenever that is", async function () {
    this.timeout(30_000);
    const store = await freshStore();
    try {
      for (const wait of [0, 0, 0, 1, 2, 4, 8, 16, 100, 300]) {
        const streams = Array.from({ length: 4 }, () => follow({ store, log: pino({ level: "silent" }), databaseNow: Date.now, tell: async () => {}, gap() {} }));
        await delay(wait);
        await Promise.all(streams.map((one) => one.close()));
      }
      for (const end = Date.now() + 5000; (await changeStreamsOf(store)) > 0 && Date.now() < end; ) await delay(20);
      expect(await changeStreamsOf(store)).to.equal(0);
    } finally {
      await store.close();
    }
  });
});
