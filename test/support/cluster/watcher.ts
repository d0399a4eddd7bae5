/**
 * Somebody who looks at months of a property, as cheaply as can be: thousands of them fit into one process. Comes back by
 * itself, watches again, and keeps of each month the highest version as it was sent.
 */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { textFrame } from "../raw-socket.ts";

export interface Seen {
  version: number;
  /** A `PublicMonth` as JSON. */
  json: string;
  /** What comes next holds, whatever its version. */
  doubted: boolean;
}

export interface Watching {
  port: number;
  propertyId: string;
  months: readonly string[];
  /** A month has come that is later than what was known. @param before 0 where nothing was */
  onMonth(month: string, before: number, version: number): void;
  onReread(): void;
  onLost(): void;
}

export interface Watcher {
  seen: ReadonlyMap<string, Seen>;
  /** Whether what it watches was answered on this connection. */
  isWatching(): boolean;
  socket(): Socket;
  /** Closes the connection where nothing has come for too long, and asks again for what was not answered. */
  look(now: number): void;
  end(): void;
}

const HANDSHAKE = `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: `;
const PONG = textFrame("3");
const ENTER = textFrame("40/availability,");

/** Milliseconds. The server pings every 25 s. */
const SILENCE = 45_000;
const ANSWER_WITHIN = 20_000;
/** Before it comes back: at random up to so much, twice as much after each try that failed, as Socket.IO's own client does. */
const BACK = { from: 50, first: 500, most: 5000 };
/** Before a watch that was refused is asked for again. */
const AGAIN = 300;

const MONTH = '42/availability,["month",';
const REREAD = '42/availability,["reread"';
const ANSWER = "43/availability,";

export function startWatcher({ port, propertyId, months, onMonth, onReread, onLost }: Watching): Watcher {
  const seen = new Map<string, Seen>();
  const watch = JSON.stringify(["watch", { propertyId, months }]);
  let socket: Socket;
  let rest: Buffer | undefined;
  let upgraded = false;
  let entered = false;
  let asked = 0;
  let answered = false;
  let askedAt = 0;
  let heardAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let over = false;

  function open(): void {
    rest = undefined;
    upgraded = entered = answered = false;
    askedAt = heardAt = performance.now();
    socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.write(`${HANDSHAKE}${randomBytes(16).toString("base64")}\r\n\r\n`);
    socket.on("data", read);
    socket.on("error", () => {});
    socket.once("close", () => {
      if (over) return;
      if (answered) onLost();
      answered = false;
      const most = Math.min(BACK.first * 2 ** failures, BACK.most);
      failures = upgraded ? 0 : failures + 1;
      timer = setTimeout(open, BACK.from + Math.random() * (most - BACK.from));
    });
  }

  function read(chunk: Buffer): void {
    heardAt = performance.now();
    let data = rest ? Buffer.concat([rest, chunk]) : chunk;
    rest = undefined;
    if (!upgraded) {
      const end = data.indexOf("\r\n\r\n");
      if (end < 0) return void (rest = data);
      if (!data.subarray(0, 12).equals(SWITCHING)) return void socket.destroy();
      upgraded = true;
      socket.write(ENTER);
      data = data.subarray(end + 4);
    }
    let at = 0;
    while (data.length - at >= 2) {
      const short = data[at + 1]! & 127;
      const begins = at + (short === 126 ? 4 : short === 127 ? 10 : 2);
      if (data.length < begins) break;
      const size = short === 126 ? data.readUInt16BE(at + 2) : short === 127 ? Number(data.readBigUInt64BE(at + 2)) : short;
      if (data.length < begins + size) break;
      if ((data[at]! & 15) === 1) hear(data.toString("latin1", begins, begins + size));
      at = begins + size;
    }
    if (at < data.length) rest = at === 0 ? data : data.subarray(at);
  }

  function hear(text: string): void {
    if (text.startsWith(MONTH)) return take(text.slice(MONTH.length, -1));
    if (text === "2") return void socket.write(PONG);
    if (text.startsWith(ANSWER)) return takeAnswer(text.slice(ANSWER.length));
    if (text.startsWith("40/availability")) {
      entered = true;
      doubt();
      return ask();
    }
    if (text.startsWith(REREAD)) {
      onReread();
      doubt();
      ask();
    }
  }

  function take(json: string): void {
    const found = /^\{"propertyId":"[^"]+","month":"([^"]+)","version":(\d+)/.exec(json);
    if (!found) throw new Error(`no month: ${json.slice(0, 200)}`);
    const [month, version] = [found[1]!, Number(found[2])];
    const known = seen.get(month);
    if (known && !known.doubted && known.version >= version) return;
    seen.set(month, { version, json, doubted: false });
    if (known && version > known.version) onMonth(month, known.version, version);
  }

  function takeAnswer(text: string): void {
    const id = Number.parseInt(text, 10);
    const [reply] = JSON.parse(text.slice(text.indexOf("["))) as [{ ok: boolean; months: object[] }];
    if (id !== asked) return;
    if (!reply.ok) return void (timer = setTimeout(ask, AGAIN));
    answered = true;
    for (const month of reply.months) take(JSON.stringify(month));
  }

  const doubt = () => {
    for (const known of seen.values()) known.doubted = true;
  };

  function ask(): void {
    answered = false;
    askedAt = performance.now();
    socket.write(textFrame(`42/availability,${++asked}${watch}`));
  }

  open();
  return {
    seen,
    isWatching: () => answered,
    socket: () => socket,
    look(now) {
      const waits = !answered && now - askedAt > ANSWER_WITHIN;
      if (now - heardAt > SILENCE || (waits && !entered)) socket.destroy();
      else if (waits) ask();
    },
    end() {
      over = true;
      clearTimeout(timer);
      socket.destroy();
    },
  };
}

const SWITCHING = Buffer.from("HTTP/1.1 101");
