/** What an attacker does to a server for a while, from few addresses; each says what became of it. */
import { setTimeout as delay } from "node:timers/promises";
import { strictLimits } from "../../shared/limits.ts";
import { newId } from "../../shared/store/ids.ts";
import { openRaw, type RawSocket, textFrame } from "./raw-socket.ts";

const { rates, counts } = strictLimits;

export interface Target {
  url: string;
  propertyId: string;
  isOver(): boolean;
}

/** Told at the end: what was tried, and how the server took it. */
export type Tally = Record<string, number>;

export interface Attack {
  name: string;
  run(target: Target): Promise<Tally>;
  /** What has to be so for the offender to have been limited or cut. */
  failed(tally: Tally): boolean;
}

const count = (tally: Tally, what: string, by = 1) => void (tally[what] = (tally[what] ?? 0) + by);
const ask = (id: number, event: string, input: unknown) => `42/availability,${id}${JSON.stringify([event, input])}`;

/** Comes back as often as it is let in. */
async function insist({ url, isOver }: Target, address: string, tally: Tally, act: (raw: RawSocket) => Promise<void>): Promise<void> {
  while (!isOver()) {
    const raw = await openRaw(url, { address });
    if (!("socket" in raw)) {
      count(tally, "not let in");
      await delay(5);
      continue;
    }
    count(tally, "let in");
    raw.send("40/availability,");
    await raw.hear("40/availability,").catch(() => count(tally, "never entered"));
    await act(raw);
    raw.end();
  }
}

/** Until it is cut. @returns whether it was */
async function wasCut(raw: RawSocket, isOver: () => boolean): Promise<boolean> {
  while (raw.isOpen() && !isOver()) await delay(5);
  return !raw.isOpen();
}

/** Two years of them. */
const monthsFrom = (year: number) => Array.from({ length: 24 }, (_, at) => `${year + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`);

const MALFORMED = [
  "", "9", "4", "x", "5", "49", "42", "2probe", "1", "0{}", "4{}", "42[", "42/availability", "42/availability,[", "42/availability,{}", "42/availability,[]",
  '42/availability,["disconnect"]', '42/availability,["connect"]', '42/availability,[{"a":1}]', "42/availability,1", "451-", "4599999-[1]", '451-["a",{"_placeholder":true,"num":9}]',
  '451-/availability,["watch",{"_placeholder":true,"num":0}]', "461-/availability,1[]", "44/availability,{}", "40/availability,[", "40/availability,1", `40/${"n".repeat(5000)},`,
  "\u0000\uFFFF", '42/availability,99999999999999999999["watch",{}]', '42/availability,1["__proto__",{}]', '42/availability,1["constructor"]', "4".repeat(2000), "b//8=",
];

/** Frames that break the protocol beneath: a reserved bit, an unknown kind, no mask, a text that is not UTF-8, a close that is none. */
const BROKEN = [[0xf1, 0x80], [0x83, 0x80], [0x81, 0x01, 0x34], [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28], [0x88, 0x81, 0, 0, 0, 0, 1], [0x80, 0x80]];

const ODD_ACKNOWLEDGEMENTS = [
  '42/availability,["watch",{},"not a function"]', '42/availability,["watch",{},{}]', '42/availability,["watch",null,null]', '42/availability,-1["watch",{}]',
  '42/availability,1.5["watch",{}]', '42/availability,1e9["watch",{}]', '43/availability,1["an answer to nothing"]', "43/availability,[]", '43/availability,0[{"ok":true}]',
  '42/availability,7["watch",[[[[]]]]]', '42/availability,8["unwatch",{"propertyId":{"$gt":""}}]', '42/availability,9["renew",{"token":{}}]',
];

export const attacks: readonly Attack[] = [
  {
    name: "handshakes from a foreign origin",
    async run({ url, isOver }) {
      const tally: Tally = {};
      const knock = async () => {
        while (!isOver()) {
          const raw = await openRaw(url, { address: "203.0.113.1", origin: "https://evil.example" });
          count(tally, "socket" in raw ? "let in" : "refused");
          if ("socket" in raw) raw.end();
        }
      };
      await Promise.all(Array.from({ length: 10 }, knock));
      return tally;
    },
    failed: (tally) => (tally["let in"] ?? 0) > 0 || !tally["refused"],
  },
  {
    name: "frames beyond 64 KiB",
    async run(target) {
      const tally: Tally = {};
      const large = textFrame(`42/availability,1["watch","${"x".repeat(100_000)}"]`);
      const claimsMuch = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]);
      await insist(target, "203.0.113.2", tally, async (raw) => {
        raw.socket.write(tally["let in"]! % 2 ? large : claimsMuch);
        count(tally, (await wasCut(raw, target.isOver)) ? "cut" : "left");
      });
      return tally;
    },
    failed: (tally) => !tally["cut"] || (tally["left"] ?? 0) > 1,
  },
  {
    name: "10,000 requests a second on one socket",
    async run(target) {
      const tally: Tally = {};
      const request = ask(1, "watch", { propertyId: target.propertyId, months: ["2030-01"] });
      const batch = Buffer.concat(Array<Buffer>(100).fill(textFrame(request)));
      await insist(target, "203.0.113.3", tally, async (raw) => {
        const [began, before] = [performance.now(), tally["sent"] ?? 0];
        while (raw.isOpen() && !target.isOver()) {
          for (let due = (performance.now() - began) * 10 - (tally["sent"] ?? 0) + before; due > 0 && raw.isOpen(); due -= 100) {
            raw.socket.write(batch);
            count(tally, "sent", 100);
          }
          await delay(10);
        }
        if (raw.heard.some((text) => text.includes('"flood"'))) count(tally, "told of the flood");
        if (!raw.isOpen()) count(tally, "cut");
        count(tally, "answered", raw.heard.filter((text) => text.startsWith("43") && text.includes('"ok":true')).length);
        count(tally, "rate_limited", raw.heard.filter((text) => text.includes("rate_limited")).length);
      });
      return tally;
    },
    failed: (tally) => !tally["cut"] || !tally["rate_limited"] || tally["answered"]! > rates.socketRequests.most * tally["let in"]!,
  },
  {
    name: "malformed packets and frames",
    async run(target) {
      const tally: Tally = {};
      const frames = [...MALFORMED.map(textFrame), ...BROKEN.map((bytes) => Buffer.from(bytes))];
      let at = 0;
      await insist(target, "203.0.113.4", tally, async (raw) => {
        const frame = frames[at++ % frames.length]!;
        raw.socket.write(Buffer.concat(Array<Buffer>(1200).fill(frame)));
        if (await wasCut(raw, target.isOver)) count(tally, "cut");
        else if (!target.isOver()) count(tally, "left");
      });
      return tally;
    },
    failed: (tally) => !tally["cut"] || (tally["left"] ?? 0) > 0,
  },
  {
    name: "wrong acknowledgements",
    async run(target) {
      const tally: Tally = {};
      let at = 0;
      await insist(target, "203.0.113.5", tally, async (raw) => {
        while (raw.isOpen() && !target.isOver()) {
          raw.send(...Array.from({ length: 20 }, () => ODD_ACKNOWLEDGEMENTS[at++ % ODD_ACKNOWLEDGEMENTS.length]!));
          count(tally, "sent", 20);
          await delay(10);
        }
        if (!raw.isOpen()) count(tally, "cut");
        count(tally, "answered well", raw.heard.filter((text) => text.includes('"months":[')).length);
      });
      return tally;
    },
    failed: (tally) => !tally["cut"] || tally["answered well"]! > 0,
  },
  {
    name: "100,000 names of rooms",
    async run(target) {
      const tally: Tally = { names: 0 };
      await insist(target, "203.0.113.6", tally, async (raw) => {
        let year = 2000;
        while (raw.isOpen() && !target.isOver()) {
          const requests = Array.from({ length: 40 }, (_, index) => {
            // Those of the property that is there are of no month twice, as long as it is not cut.
            if (index % 4 === 0) return ask(index, "watch", { propertyId: target.propertyId, months: monthsFrom((year += 2)) });
            return ask(index, index % 4 === 1 ? "unwatch" : "watch", { propertyId: newId(), months: monthsFrom(year) });
          });
          raw.send(...requests);
          count(tally, "names", 40 * 24);
          await delay(15);
        }
        if (!raw.isOpen()) count(tally, "cut");
        count(tally, "watched", raw.heard.filter((text) => text.includes('"viewers"')).length * 24);
        count(tally, "rate_limited", raw.heard.filter((text) => text.includes("rate_limited")).length);
      });
      return tally;
    },
    failed: (tally) => !tally["rate_limited"] || !tally["watched"] || tally["watched"] > counts.rooms * tally["let in"]!,
  },
  {
    name: "requests over REST without end",
    async run({ url, propertyId, isOver }) {
      const tally: Tally = {};
      const knock = async () => {
        while (!isOver()) {
          const { status } = await fetch(`${url}/api/properties/${propertyId}`, { headers: { "X-Forwarded-For": "203.0.113.7" } }).then(async (answer) => (await answer.arrayBuffer(), answer));
          count(tally, "sent");
          count(tally, String(status));
        }
      };
      await Promise.all(Array.from({ length: 20 }, knock));
      return tally;
    },
    // Its time may begin anew meanwhile. Where the machine was too slow to get so far, it was not much of an attack.
    failed: (tally) => (tally["200"] ?? 0) > 2 * rates.requests.most || (tally["sent"]! > 2 * rates.requests.most && !tally["429"]),
  },
];
