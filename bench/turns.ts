/**
 * 500 holds at once on one property, in a queue by property and without one, in turn, five times each. Prints each pair and
 * the ratio: absolute times are this machine's.
 */
import { aGuest, aHost, contextWith, listedProperty } from "../test/support/fixtures.ts";
import { freshStore, stopMongo } from "../test/support/mongo.ts";
import { addDays } from "../shared/contract/dates.ts";
import { Refusal } from "../shared/contract/errors.ts";
import { hold } from "../shared/booking/hold.ts";
import { databaseClock } from "../shared/store/transact.ts";
import type { Turns } from "../shared/store/turns.ts";

const GUESTS = 500;
const PAIRS = 5;
const noTurns: Turns = (_key, work) => work();

const store = await freshStore();
const queued = store.turns;
const today = new Date().toISOString().slice(0, 10);

async function race(turns: Turns): Promise<number> {
  store.turns = turns;
  const context = contextWith(store, databaseClock(store));
  const { _id: propertyId } = await listedProperty(context, aHost(), { units: 3 });
  const stays = Array.from({ length: GUESTS }, (_, index) => {
    const checkIn = addDays(today, 1 + ((index * 37) % 80));
    return { propertyId, checkIn, checkOut: addDays(checkIn, 1 + (index % 9)), guests: 1 };
  });
  const began = performance.now();
  await Promise.all(
    stays.map((stay) =>
      hold(context, aGuest(), stay).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      }),
    ),
  );
  return performance.now() - began;
}

await race(queued); // warm up
const ratios: number[] = [];
for (let pair = 0; pair < PAIRS; pair += 1) {
  const [without, within] = [await race(noTurns), await race(queued)];
  ratios.push(without / within);
  console.log(`without turns ${Math.round(without)} ms, with turns ${Math.round(within)} ms, ratio ${(without / within).toFixed(2)}`);
}
ratios.sort((a, b) => a - b);
console.log(`median ratio ${ratios[Math.floor(PAIRS / 2)]!.toFixed(2)}`);
await store.close();
await stopMongo();
