/** Watching begins while the month changes: whatever the moment, the watcher ends with what the database says. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { addDays } from "../../shared/contract/dates.ts";
import type { PublicMonth } from "../../shared/contract/month.ts";
import { listedProperty } from "../support/fixtures.ts";
import { connect } from "../support/live.ts";
import { startService, type Service } from "../support/service.ts";

const ROUNDS = 300;

describe("Watching a month while it changes", function () {
  this.timeout(60_000);
  let service: Service;

  before(async () => {
    service = await startService();
  });
  after(() => service.close());

  it(`misses nothing, in ${ROUNDS} rounds of one change each, begun up to 12 ms before`, async () => {
    const [host, guest] = [await service.as(["host"]), await service.as(["guest"])];
    const { _id: propertyId } = await listedProperty(service.context, { id: host.person.id, roles: ["host"] });
    const checkIn = addDays(new Date().toISOString().slice(0, 10), 40);
    const month = checkIn.slice(0, 7);
    const watcher = await connect(service.url, "/availability");
    let latest = 0;
    watcher.socket.on("month", ({ version }: PublicMonth) => (latest = Math.max(latest, version)));
    let holdId: string | undefined;
    const change = async () => {
      if (holdId) await guest.delete(`/holds/${holdId}`);
      holdId = holdId ? undefined : (await guest.post("/holds", { propertyId, checkIn, checkOut: addDays(checkIn, 1), guests: 1 })).body.id;
    };
    const behind: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      latest = 0;
      const watch = async () => {
        await delay((round * 7) % 13);
        const { months } = await watcher.ask("watch", { propertyId, months: [month] });
        latest = Math.max(latest, months[0].version);
      };
      await Promise.all([watch(), change()]);
      const { version } = (await service.store.months.findById(`${propertyId}:${month}`).lean())!;
      // What was missed does not come later either.
      for (let wait = 0; wait < 250 && latest < version; wait += 1) await delay(20);
      if (latest < version) behind.push(round);
      await watcher.ask("unwatch", { propertyId });
    }
    watcher.close();
    expect(behind, "rounds after which the watcher was behind").to.deep.equal([]);
  });
});
