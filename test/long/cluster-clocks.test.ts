/**
 * Processes whose clocks are minutes apart, and mongods seconds, while the primary moves between a hold's end and its
 * payment. CI tries it once, by LONG_TEST_SHARE.
 */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { addDays, nightOf } from "../../shared/contract/dates.ts";
import { newId } from "../../shared/store/ids.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import { expectAgreement } from "../support/agreement.ts";
import { createClient, type Client } from "../support/client.ts";
import { type Cluster, startCluster } from "../support/cluster/cluster.ts";
import { clockAhead } from "../support/cluster/faketime.ts";
import { settleTown, type Town } from "../support/cluster/town.ts";
import { leaveOutWhenShort } from "../support/long.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
const ROUNDS = Math.max(1, Math.round(8 * SHARE));
/** Nights that two guests want, in each round, each of a property of its own. */
const PAIRS = 12;
/** Seconds. */
const HOLD = 10;
const PROCESSES = 300;
const MONGODS = [0, 3, -3];
const BOUND = Math.max(...MONGODS) - Math.min(...MONGODS);
/** Seconds: a primary's clock is read when its transaction begins, and the answer comes later. */
const ROUNDING = 0.2;
const GOOD = "4242424242424242";

interface Stay {
  propertyId: string;
  checkIn: string;
  checkOut: string;
}

describe("Clocks that are wrong", function () {
  this.timeout(900_000);
  let cluster: Cluster;
  let town: Town;
  let first: Client;
  let second: Client;

  before(function () {
    leaveOutWhenShort(this, SHARE, "clocks that are wrong");
  });
  before(async () => {
    if (SHARE < 1) console.log(`      shortened: ${ROUNDS} of 8 rounds`);
    cluster = await startCluster({
      relays: 1, replicaSet: { env: (member) => clockAhead(MONGODS[member]!) }, env: { HOLD_SECONDS: String(HOLD) },
      special: (role, index) => ({ env: clockAhead(role === "server" && index === 0 ? PROCESSES : -PROCESSES) }),
    });
    town = await settleTown(cluster.store, PAIRS, { units: 1 });
    [first, second] = [await guest(), await guest()];
  });
  after(() => cluster?.end());

  const guest = async () => createClient(cluster.proxy.url, { Authorization: `Bearer ${await town.token()}` });
  const holdStay = (client: Client, stay: Stay) => ask(() => client.post("/holds", { ...stay, guests: 2 }, { key: newId() }));

  /** Until it is answered by a primary. Each ask has a key of its own: a hold that was made unheard counts as another guest's. */
  async function ask(asking: () => ReturnType<Client["post"]>): ReturnType<Client["post"]> {
    for (;;) {
      const answer = await asking().catch(() => undefined);
      if (answer && answer.status < 500) return answer;
      await delay(100);
    }
  }

  async function movePrimary(): Promise<void> {
    const command = { replSetStepDown: 5, secondaryCatchUpPeriodSecs: 5 };
    await cluster.store.connection.db!.admin().command(command).catch(() => {}); // may cut the connection it came by
  }

  async function pay(client: Client, bookingId: string): Promise<void> {
    const { status, body } = await ask(() => client.post(`/bookings/${bookingId}/payment`, {}, { key: newId() }));
    if (status === 200) await ask(() => client.post("/sandbox/payments", { clientSecret: body.clientSecret, card: GOOD }));
  }

  /** @returns seconds that the first hold kept its nights, by this process' clock */
  async function fightFor(stay: Stay): Promise<number> {
    const since = performance.now();
    const one = await holdStay(first, stay);
    expect(one.status, JSON.stringify(one.body)).to.equal(201);
    const intent = await ask(() => first.post(`/bookings/${one.body.id}/payment`, {}, { key: newId() }));
    let other = await holdStay(second, stay);
    for (; other.status !== 201; other = await holdStay(second, stay)) await delay(100);
    const kept = (performance.now() - since) / 1000;
    // The first has tried to pay just as the nights went to another.
    await Promise.all([ask(() => first.post("/sandbox/payments", { clientSecret: intent.body.clientSecret, card: GOOD })), delay(Math.random() * 3000).then(() => pay(second, other.body.id))]);
    return kept;
  }

  it("sell no night twice, and free none earlier than the mongods' clocks differ", async () => {
    const { months, propertyIds } = town;
    const kept: number[] = [];
    const primaries = new Set<number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const checkIn = nightOf(months[round % months.length]!, 2 + 2 * Math.floor(round / months.length));
      let over = false;
      const moving = (async () => {
        for (let move = 0; !over; move += 1) {
          await delay(2000 + Math.random() * 4000);
          if (!over) await movePrimary();
          primaries.add((await cluster.replicaSet.primary()).port);
        }
      })();
      kept.push(...(await Promise.all(propertyIds.map((propertyId) => fightFor({ propertyId, checkIn, checkOut: addDays(checkIn, 1) })))));
      over = true;
      await moving;
    }
    await delay(HOLD * 1000 + 2 * BOUND * 1000 + 3000); // what was held has ended, and what was paid is settled
    const sorted = kept.toSorted((a, b) => a - b);
    const confirmed = await cluster.store.bookings.countDocuments({ status: "confirmed" });
    const late = await cluster.store.cases.countDocuments({});
    console.log(`      ${kept.length} nights, each wanted by two; ${primaries.size} members were primary; ${confirmed} confirmed, ${late} cases`);
    console.log(`      holds of ${HOLD} s were kept for ${sorted[0]!.toFixed(2)} to ${sorted.at(-1)!.toFixed(2)} s; the mongods' clocks differ by ${BOUND} s`);
    const now = await databaseClock(cluster.store)();
    for (const propertyId of propertyIds) await expectAgreement(cluster.store, propertyId, now);
    expect(confirmed).to.be.at.most(kept.length);
    expect(sorted[0], "seconds, the shortest hold").to.be.at.least(HOLD - BOUND - ROUNDING);
  });
});
