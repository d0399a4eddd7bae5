import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect } from "chai";
import { connect, type LiveClient } from "../support/live.ts";
import { openRaw } from "../support/raw-socket.ts";
import { startService } from "../support/service.ts";

const CLIENTS = 60;
const SECONDS = 2;
/** Milliseconds that this process stood still: longer, and clients that were to go one after another go at once behind it. */
const STILL = 250;
const MOST_TRIES = 4;

interface Ended {
  /** When each client was told, in milliseconds. */
  toldAt: number[];
  /** Of `/readyz`, of a request and of a new live connection, meanwhile; nothing where it had ended by then. */
  answers: [Response, Response, object] | undefined;
  stoodStill: number;
}

async function endWithClients(): Promise<Ended> {
  const service = await startService({ config: { drainSeconds: SECONDS } });
  const clients: LiveClient[] = [];
  for (let count = 0; count < CLIENTS; count += 1) clients.push(await connect(service.url, "/availability"));
  const toldAt: number[] = [];
  const stood = monitorEventLoopDelay({ resolution: 20 });
  stood.enable();
  const began = performance.now();
  for (const { socket } of clients) {
    socket.io.reconnection(false);
    socket.on("closing", ({ code }: { code: string }) => code === "draining" && toldAt.push(performance.now() - began));
  }
  const closed = service.close();
  const answers = await Promise.all([fetch(`${service.url}/readyz`), fetch(`${service.url}/api/properties`), openRaw(service.url)]).catch(() => undefined);
  await closed;
  stood.disable();
  for (const client of clients) client.close();
  return { toldAt, answers, stoodStill: stood.max / 1e6 };
}

describe("A server that is to end", () => {
  it("goes on serving while it sends live clients elsewhere, evenly, and lets nobody in", async function () {
    this.timeout(60_000);
    let ended = await endWithClients();
    for (let tries = 1; ended.stoodStill > STILL && tries < MOST_TRIES; tries += 1) ended = await endWithClients();
    const [ready, answer, knocked] = ended.answers ?? expect.fail("it had ended at once");
    expect(ready.status).to.equal(503);
    expect([answer.status, answer.headers.get("Connection")]).to.deep.equal([200, "close"]);
    expect(knocked, "a new live connection").to.include({ status: 503 });
    expect(ended.toldAt.length).to.equal(CLIENTS);
    const quarters = [0, 1, 2, 3].map((quarter) => ended.toldAt.filter((at) => at >= quarter * 250 * SECONDS && at < (quarter + 1) * 250 * SECONDS).length);
    expect(Math.max(...quarters), `told in each quarter: ${quarters.join(", ")}`).to.be.below(CLIENTS / 2);
  });
});
