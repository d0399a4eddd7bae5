/** Whether the time an answer takes tells which addresses have an account. */
import { expect } from "chai";
import { newId } from "../../shared/store/ids.ts";
import { createClient, type Answer } from "../support/client.ts";
import { PASSWORD, startService, type Service } from "../support/service.ts";

const SHARE = Number(process.env["LONG_TEST_SHARE"] ?? 1);
const EACH = Math.max(60, Math.round(500 * SHARE));

/**
 * What a threshold on time may get right, in parts of all. At 500 each 55 %; of fewer, what chance alone reaches once in a
 * thousand times (Kolmogorov and Smirnov).
 */
const MOST_RIGHT = EACH >= 500 ? 0.55 : 0.5 + 0.5 * Math.sqrt(-Math.log(0.0005) / EACH);

interface Timed {
  milliseconds: number;
  isKnown: boolean;
}

/** How often the best single threshold would tell them apart, whichever side it takes for known. */
function bestThreshold(times: Timed[]): number {
  const sorted = [...times].sort((a, b) => a.milliseconds - b.milliseconds);
  let known = 0;
  let best = 0;
  sorted.forEach(({ isKnown }, index) => {
    known += isKnown ? 1 : 0;
    const strangers = index + 1 - known;
    best = Math.max(best, Math.abs(known - strangers));
  });
  return 0.5 + best / times.length;
}

describe("The time of an answer", function () {
  this.timeout(600_000);
  let service: Service;
  const known: string[] = [];

  before(async () => {
    service = await startService();
    for (let made = 0; made < EACH; made += 1) known.push((await service.as(["guest"])).email);
    if (EACH < 500) console.log(`      shortened: ${EACH} known and ${EACH} unknown of 500`);
  });
  after(() => service.close());

  /** Known and unknown in turn, several under way at once, so that whatever else happens happens to both. */
  async function measure(atOnce: number, ask: (email: string) => Promise<Answer>): Promise<{ times: Timed[]; statuses: Set<number> }> {
    const waiting = known.flatMap((email) => [{ email, isKnown: true }, { email: `${newId()}@vacancy.test`, isKnown: false }]);
    const times: Timed[] = [];
    const statuses = new Set<number>();
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const since = performance.now();
        statuses.add((await ask(next.email)).status);
        times.push({ milliseconds: performance.now() - since, isKnown: next.isKnown });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return { times, statuses };
  }

  const doors: [string, number, number, (email: string) => Promise<Answer>][] = [
    ["login", 401, 1, (email) => createClient(service.url).post("/auth/login", { email, password: "another password" })],
    ["register", 202, 4, (email) => createClient(service.url).post("/auth/register", { email, password: PASSWORD, name: "Ada" })],
    ["forgot", 202, 4, (email) => createClient(service.url).post("/auth/forgot", { email })],
  ];
  for (const [door, status, atOnce, ask] of doors) {
    it(`does not tell who has an account, at ${door}`, async () => {
      await ask(known[0]!); // what is made once is made
      let right = 1;
      // What tells them apart does so again; chance, or something else on the machine, hardly.
      for (let turn = 0; turn < 2 && right > MOST_RIGHT; turn += 1) {
        const { times, statuses } = await measure(atOnce, ask);
        expect([...statuses]).to.deep.equal([status]);
        right = bestThreshold(times);
        console.log(`      the best threshold tells ${(right * 100).toFixed(1)} % of ${times.length} apart, ${(MOST_RIGHT * 100).toFixed(1)} % at most`);
      }
      expect(right).to.be.at.most(MOST_RIGHT);
    });
  }
});
