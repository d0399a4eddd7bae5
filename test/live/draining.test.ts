import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { connect, type LiveClient } from "../support/live.ts";
import { openRaw } from "../support/raw-socket.ts";
import { startService } from "../support/service.ts";

const CLIENTS = 60;
const SECONDS = 2;

describe("A server that is to end", () => {
  it("goes on serving while it sends live clients elsewhere, evenly, and lets nobody in", async function () {
    this.timeout(30_000);
    const service = await startService({ config: { drainSeconds: SECONDS } });
    const clients: LiveClient[] = [];
    for (let count = 0; count < CLIENTS; count += 1) clients.push(await connect(service.url, "/availability"));
    const toldAt: number[] = [];
    const began = performance.now();
    for (const { socket } of clients) {
      socket.io.reconnection(false);
      socket.on("closing", ({ code }: { code: string }) => code === "draining" && toldAt.push(performance.now() - began));
    }
    const closed = service.close();
    await delay(100);
    expect((await fetch(`${service.url}/readyz`)).status).to.equal(503);
    const answer = await fetch(`${service.url}/api/properties`);
    expect([answer.status, answer.headers.get("Connection")]).to.deep.equal([200, "close"]);
    expect(await openRaw(service.url), "a new live connection").to.include({ status: 503 });
    await closed;
    expect(toldAt.length).to.equal(CLIENTS);
    const quarters = [0, 1, 2, 3].map((quarter) => toldAt.filter((at) => at >= quarter * 250 * SECONDS && at < (quarter + 1) * 250 * SECONDS).length);
    expect(Math.max(...quarters), `told in each quarter: ${quarters.join(", ")}`).to.be.below(CLIENTS / 2);
    for (const client of clients) client.close();
  });
});
