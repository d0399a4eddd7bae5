/** 200 people who look at one month of a property while its price changes, and how long each change takes to reach them. */
import { setTimeout as delay } from "node:timers/promises";
import { addDays } from "../../shared/contract/dates.ts";
import { type Answer, createClient, type Client } from "./client.ts";
import { DEMO_HOST } from "./demo.ts";
import { aProperty } from "./fixtures.ts";
import type { ServiceProcess } from "./process.ts";
import { enterRaw, type RawSocket } from "./raw-socket.ts";

export interface Delivery {
  /** Milliseconds from the moment of the change, by the database's clock on this machine, to a watcher. */
  p50: number;
  p99: number;
  changes: number;
}

export interface Watchers {
  propertyId: string;
  month: string;
  /** Changes a price ten times a second; each change has to reach everybody. */
  measure(milliseconds: number): Promise<Delivery>;
  end(): void;
}

const WATCHERS = 200;
const PACE = 100;

export async function startWatchers(service: ServiceProcess): Promise<Watchers> {
  const { token } = await service.signIn(DEMO_HOST);
  const host = createClient(service.url, { Authorization: `Bearer ${token}`, "X-Forwarded-For": "192.0.2.1" });
  const { body } = await whenItCan(() => host.post("/properties", aProperty).then(well));
  const propertyId: string = body.id;
  await whenItCan(() => host.post(`/properties/${propertyId}/list`).then(well));
  const from = `${addDays(new Date().toISOString().slice(0, 10), 40).slice(0, 7)}-10`;
  const month = from.slice(0, 7);

  let lags: number[] = [];
  const versions: number[] = Array(WATCHERS).fill(0);
  const hear = (watcher: number) => (text: string) => {
    const [, version] = /^42\/availability,\["month",.*"version":(\d+)/.exec(text) ?? [];
    const at = /"at":"([^"]+)"/.exec(text)?.[1];
    if (version === undefined || at === undefined) return;
    lags.push(Date.now() - Date.parse(at));
    versions[watcher] = Number(version);
  };
  const raws: RawSocket[] = [];
  for (let watcher = 0; watcher < WATCHERS; watcher += 1) {
    const raw = await whenItCan(() => enterRaw(service.url, "/availability", { address: `192.0.2.${2 + watcher}` }));
    let asked = 0;
    await whenItCan(async () => {
      raw.send(`42/availability,${(asked += 1)}${JSON.stringify(["watch", { propertyId, months: [month] }])}`);
      const answer = await raw.hear(`43/availability,${asked}[`);
      if (!answer.includes('"ok":true')) throw new Error(answer);
    });
    raw.onText(hear(watcher));
    raws.push(raw);
  }

  let price = 10_000;
  return {
    propertyId, month,
    async measure(milliseconds) {
      lags = [];
      let changes = 0;
      for (const end = Date.now() + milliseconds; Date.now() < end; changes += 1) {
        const next = delay(PACE);
        price += 1;
        await whenItCan(() => change(host, propertyId, from, price));
        await next;
      }
      const { version } = (await whenItCan(() => host.get(`/properties/${propertyId}/months?from=${month}&to=${month}`).then(well))).body.items[0];
      for (const end = Date.now() + 5000; versions.some((known) => known < version); await delay(10)) {
        if (Date.now() > end) throw new Error(`${versions.filter((known) => known < version).length} of ${WATCHERS} were not told of the last change`);
      }
      const sorted = lags.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
      return { p50: at(0.5), p99: at(0.99), changes };
    },
    end() {
      for (const raw of raws) raw.end();
    },
  };
}

async function change(host: Client, propertyId: string, from: string, price: number): Promise<void> {
  well(await host.patch(`/properties/${propertyId}/nights`, { from, to: addDays(from, 2), price }));
}

/** @throws where it was refused, in words */
function well(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`it was refused: ${answer.status} ${answer.body?.code}`);
  return answer;
}

/** A server that a machine kept from its work turns new work away for a moment: comes again a second later, as it is told to, up to nine times. */
async function whenItCan<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 10 || !/ 503 |"unavailable"/.test(String(error))) throw error;
      await delay(1000);
    }
  }
}
