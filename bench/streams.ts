/**
 * What it costs MongoDB that each node follows the changes itself: the processor time of mongod at the same 200 events a second
 * with 1, 2, 5, 10 and 30 streams open, and its ratio to one.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pino from "pino";
import { findMongod } from "../embedded/mongod/find.ts";
import { runMongod } from "../embedded/mongod/run.ts";
import { follow } from "../shared/feed/follow.ts";
import { newId } from "../shared/store/ids.ts";
import { openStore } from "../shared/store/open.ts";

const STREAMS = [0, 1, 2, 5, 10, 30];
const EVENTS_A_SECOND = 200;
const MILLISECONDS = 8000;
/** An event with a month in it is about as large. */
const NOTE = "x".repeat(2500);
/** Ticks of /proc in a second, on Linux. */
const TICKS = 100;

const folder = await mkdtemp(join(tmpdir(), "vacancy-bench-"));
const silent = () => {};
const mongod = await runMongod({ binary: await findMongod({ cacheDir: ".cache/mongod", say: console.log }), dataDir: folder, say: silent });
const store = await openStore(mongod.uri);

async function processorTime(): Promise<number> {
  const fields = (await readFile(`/proc/${mongod.pid()}/stat`, "utf8")).split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Share of one processor. */
async function loadOf(streams: number): Promise<number> {
  let told = 0;
  const following = Array.from({ length: streams }, () =>
    follow({ store, log: pino({ level: "silent" }), databaseNow: Date.now, gap: silent, tell: async () => void (told += 1) }));
  await Promise.all(following.map(({ opened }) => opened));
  const [before, began] = [await processorTime(), performance.now()];
  let written = 0;
  while (performance.now() - began < MILLISECONDS) {
    await store.events.collection.insertOne({ _id: newId(), type: "nights.priced", at: new Date(), actor: { role: "host" }, data: { NOTE } } as never);
    written += 1;
    await delay(Math.max(0, began + (written * 1000) / EVENTS_A_SECOND - performance.now()));
  }
  const load = ((await processorTime()) - before) / ((performance.now() - began) / 1000);
  await delay(500);
  await Promise.all(following.map((one) => one.close()));
  if (told !== written * streams) throw new Error(`${told} events were told and not ${written * streams}`);
  return load;
}

await loadOf(1); // warm up
const [, alone = 0] = [await loadOf(1), await loadOf(1), await loadOf(1)].sort((a, b) => a - b);
for (const streams of STREAMS) {
  const load = await loadOf(streams);
  console.log(`${String(streams).padStart(2)} streams: ${(load * 100).toFixed(0).padStart(3)} % of a processor, ${(load / alone).toFixed(2)} times one stream`);
}
await store.close();
await mongod.stop();
await rm(folder, { recursive: true, force: true });
