/** Changes at a pace that nothing slows down: prices of nights straight on the store, and holds over HTTP as a guest asks for them. */
import { Agent, request } from "node:http";
import { changeNights } from "../../../shared/booking/change-nights.ts";
import type { Context } from "../../../shared/booking/context.ts";
import { addDays, daysIn, nightOf } from "../../../shared/contract/dates.ts";
import { monthKey } from "../../../shared/contract/client/months.ts";
import { newId } from "../../../shared/store/ids.ts";
import { type Person } from "../fixtures.ts";
import type { Staleness } from "./staleness.ts";

export interface LoadOptions {
  context: Context;
  host: Person;
  propertyIds: readonly string[];
  months: readonly string[];
  staleness: Staleness;
  changesPerSecond: number;
  /** Absent: nobody holds. */
  holds?: { url: string; perSecond: number; token: () => Promise<string> };
}

/** What was acknowledged since `begin`. */
export interface Done {
  changes: { month: string; version: number; price: number }[];
  holds: string[];
  /** Changes that failed, and those that were due when too many were under way. */
  failed: number;
  skipped: number;
  refusedHolds: number;
  /** Holds that met a network error or a 5xx: how. */
  failedHolds: string[];
  /** Milliseconds that each hold took. */
  holdsTook: number[];
  seconds: number;
}

export interface Load {
  go(): void;
  /** Resolves when nothing is under way. */
  pause(): Promise<void>;
  begin(): void;
  done(): Done;
  end(): Promise<void>;
}

const MOST_UNDER_WAY = 60;
const TICK = 10;

export function startLoad({ context, host, propertyIds, months, staleness, changesPerSecond, holds }: LoadOptions): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const underWay = new Set<Promise<void>>();
  const most = Math.min(MOST_UNDER_WAY, (months.length * propertyIds.length) / 2);
  let price = 10_000;
  let done: Done;
  let goingSince = 0;
  let timer: NodeJS.Timeout | undefined;
  /** Months that are being changed: two at once would only wait for each other. */
  const busy = new Set<string>();
  const one = <T>(of: readonly T[]) => of[Math.floor(Math.random() * of.length)]!;

  function change(): Promise<void> {
    const [id, month] = [one(propertyIds), one(months)];
    const key = monthKey(id, month);
    if (busy.has(key)) return change(); // another one: fewer are under way than there are
    busy.add(key);
    return changeMonth(id, month).finally(() => busy.delete(key));
  }

  async function changeMonth(id: string, month: string): Promise<void> {
    const night = nightOf(month, 1 + Math.floor(Math.random() * daysIn(month)));
    price += 1;
    const asked = { id, from: night, to: addDays(night, 1), price };
    const [changed] = await changeNights(context, host, asked);
    staleness.acknowledge(changed!._id, changed!.version);
    done.changes.push({ month: changed!._id, version: changed!.version, price: asked.price });
  }

  async function hold({ url, token }: NonNullable<LoadOptions["holds"]>): Promise<void> {
    const checkIn = nightOf(one(months), 1 + Math.floor(Math.random() * 28));
    const stay = { propertyId: one(propertyIds), checkIn, checkOut: addDays(checkIn, 1 + Math.floor(Math.random() * 3)), guests: 2 };
    const since = performance.now();
    const answer = await post(agent, `${url}/api/holds`, stay, { Authorization: `Bearer ${await token()}`, "Idempotency-Key": newId() });
    done.holdsTook.push(performance.now() - since);
    if (answer.status === 201) done.holds.push((JSON.parse(answer.body) as { id: string }).id);
    else if (answer.status >= 500 || answer.status === 0) done.failedHolds.push(`${answer.status} ${answer.body.slice(0, 160)}`);
    else done.refusedHolds += 1;
  }

  function begin(doing: () => Promise<void>): void {
    const going = doing().catch(() => void (done.failed += 1)).finally(() => underWay.delete(going));
    underWay.add(going);
  }

  const clear = () => {
    done = { changes: [], holds: [], failed: 0, skipped: 0, refusedHolds: 0, failedHolds: [], holdsTook: [], seconds: 0 };
  };
  clear();

  async function pause(): Promise<void> {
    clearInterval(timer);
    if (timer) done.seconds += (performance.now() - goingSince) / 1000;
    timer = undefined;
    await Promise.all(underWay);
  }

  return {
    go() {
      let [begunChanges, begunHolds] = [0, 0];
      goingSince = performance.now();
      timer = setInterval(() => {
        const seconds = (performance.now() - goingSince) / 1000;
        for (; begunChanges < seconds * changesPerSecond; begunChanges += 1) {
          if (busy.size < most) begin(change);
          else done.skipped += 1;
        }
        // A booking is never left out: each that is due has to be answered.
        for (; holds && begunHolds < seconds * holds.perSecond; begunHolds += 1) begin(() => hold(holds));
      }, TICK);
    },
    pause,
    begin: clear,
    done: () => done,
    async end() {
      await pause();
      agent.destroy();
    },
  };
}

/** @returns status 0 and the error where no answer came */
function post(agent: Agent, url: string, body: object, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve({ status: 0, body: error.code ?? error.message });
    const asking = request(url, { agent, method: "POST", timeout: 30_000, headers: { ...headers, "Content-Type": "application/json" } }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.once("end", () => resolve({ status: response.statusCode!, body: text }));
      response.once("error", failed);
    });
    asking.once("timeout", () => asking.destroy(new Error("no answer within 30 s")));
    asking.once("error", failed);
    asking.end(JSON.stringify(body));
  });
}
