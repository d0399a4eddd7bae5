/** 200 people who look at one month of a property while its price changes, and how long each change takes to reach them. */
import { setTimeout as delay } from "node:timers/promises";
import { addDays } from "../../shared/contract/dates.ts";
import { createClient, type Client } from "./client.ts";
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
  const { body } = await host.post("/properties", aProperty);
  const propertyId: string = body.id;
  await host.post(`/properties/${propertyId}/list`);
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
    const raw = await enterRaw(service.url, "/availability", { address: `192.0.2.${2 + watcher}` });
    raw.send(`42/availability,1${JSON.stringify(["watch", { propertyId, months: [month] }])}`);
    await raw.hear('43/availability,1[{"ok":true');
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
        await change(host, propertyId, from, ++price);
        await next;
      }
      const version = (await host.get(`/properties/${propertyId}/months?from=${month}&to=${month}`)).body.items[0].version;
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
  const { status, body } = await host.patch(`/properties/${propertyId}/nights`, { from, to: addDays(from, 2), price });
  if (status !== 200) throw new Error(`a price could not be changed: ${status} ${body?.code}`);
}
