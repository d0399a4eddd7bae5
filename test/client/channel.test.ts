/** One namespace, connected while somebody uses it. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Socket } from "socket.io";
import { Manager } from "socket.io-client";
import { type Channel, createChannel } from "../../shared/contract/client/channel.ts";
import { closings, type ClosingCode, Refusal } from "../../shared/contract/errors.ts";
import { scriptedServer, scriptedSession, type ScriptedServer } from "./scripted.ts";
import { historyOf, until } from "./until.ts";

const PATIENCE = { answer: 8_000, tried: 16_000, later: 50, refused: [50], withdrawn: 3, lasting: 10_000 };

type Acknowledge = (reply: object) => void;

describe("A channel of the client", function () {
  this.timeout(20_000);
  let server: ScriptedServer;
  let session: ReturnType<typeof scriptedSession>;
  let channel: Channel<"/bookings">;
  let leave: () => void;
  /** What answers `list`, by how often it was asked. */
  let onList: (time: number, acknowledge: Acknowledge, socket: Socket) => void;
  let listed: number;
  const gone: Promise<unknown>[] = [];

  beforeEach(async () => {
    listed = 0;
    onList = (_, acknowledge) => acknowledge({ ok: true, bookings: [] });
    server = await scriptedServer("/bookings", (socket) => socket.on("list", (_input, acknowledge: Acknowledge) => onList((listed += 1), acknowledge, socket)));
    session = scriptedSession();
    await session.signInAs("ada");
    const manager = new Manager(server.url, { transports: ["websocket"], autoConnect: false, reconnectionDelay: 20, reconnectionDelayMax: 50 });
    channel = createChannel(manager, "/bookings", session, PATIENCE);
    leave = channel.use();
  });
  afterEach(() => {
    leave();
    const [ending, connection] = [server, channel.connection];
    gone.push(until(connection, ({ status }) => status === "idle").then(() => ending.close()));
  });
  after(() => Promise.all(gone));

  const live = () => until(channel.connection, ({ status }) => status === "live");
  const end = (socket: Socket, code: ClosingCode) => {
    const { reason, reconnect } = closings[code];
    socket.emit("closing", { code, reason, reconnect });
    if (reconnect) socket.conn.close();
    else socket.disconnect();
  };
  const refusing = (code: ConstructorParameters<typeof Refusal>[0]): object => ({ ok: false, error: new Refusal(code, "Not now").toProblem() });

  for (const code of ["draining", "slow"] as const) {
    it(`that the server ends as ${code} comes back by itself`, async () => {
      await live();
      const [coming, states] = [server.next(), historyOf(channel.connection)];
      end(server.came[0]!.socket, code);
      await coming;
      await live();
      expect(states.map(({ status, closing }) => [status, closing?.code])).to.deep.equal([["live", undefined], ["lost", code], ["live", undefined]]);
    });
  }

  it("that ended with its token comes back with a new one", async () => {
    await live();
    const coming = server.next();
    end(server.came[0]!.socket, "expired");
    await coming;
    await live();
    expect(server.came.map(({ token }) => token)).to.deep.equal(["token 1", "token 2"]);
  });

  it("that asked too much stays away and says why, until somebody uses it anew", async () => {
    await live();
    end(server.came[0]!.socket, "flood");
    const { closing } = await until(channel.connection, ({ status }) => status === "closed");
    expect(closing).to.include({ code: "flood", reason: "Too many requests on one connection" });
    await delay(200); // longer than it would wait to come back
    expect(server.came).to.have.length(1);
    const leaveAnew = channel.use();
    await live();
    leaveAnew();
  });

  it("whose right is withdrawn comes back with a new token, and stays away where that happens again and again", async () => {
    for (const time of [1, 2, 3]) {
      await live();
      const coming = server.next();
      end(server.came[time - 1]!.socket, "revoked");
      await coming;
    }
    await live();
    end(server.came[3]!.socket, "revoked");
    const { closing } = await until(channel.connection, ({ status }) => status === "closed");
    expect(closing).to.include({ code: "revoked" });
    await delay(200); // longer than it would wait to come back
    expect(server.came.map(({ token }) => token)).to.deep.equal(["token 1", "token 2", "token 3", "token 4"]);
  });

  it("that no token opens is not tried for ever", async () => {
    const tokens: unknown[] = [];
    const strict = await scriptedServer("/bookings", () => undefined, (token) => {
      tokens.push(token);
      throw Object.assign(new Error("No"), { data: new Refusal("unauthenticated", "No").toProblem() });
    });
    const refused = createChannel(new Manager(strict.url, { transports: ["websocket"], autoConnect: false }), "/bookings", session, { ...PATIENCE, refused: [20, 20] });
    const leaveRefused = refused.use();
    await until(refused.connection, ({ status }) => status === "closed");
    await delay(200);
    expect(tokens).to.deep.equal(["token 1", "token 2", "token 3"]);
    leaveRefused();
    await until(refused.connection, ({ status }) => status === "idle");
    await strict.close();
  });

  it("ends with the last who uses it, and not for who follows at once", async () => {
    await live();
    const leaveSecond = channel.use();
    leave();
    leave();
    leaveSecond();
    leave = channel.use();
    await delay(600); // longer than it lingers
    expect(channel.connection.get().status).to.equal("live");
    expect(server.came).to.have.length(1);
  });

  it("is another person's anew, and nobody's after signing out", async () => {
    await live();
    const coming = server.next();
    await session.signInAs("bo");
    await coming;
    await live();
    await session.signOut();
    expect(channel.connection.get().status).to.equal("idle");
    expect(server.came.map(({ token }) => token)).to.deep.equal(["token 1", "token 2"]);
  });

  it("that answers `expiring` with a new token is not interrupted", async () => {
    await live();
    const states = historyOf(channel.connection);
    const { socket } = server.came[0]!;
    const renewing = new Promise<unknown>((resolve) => socket.on("renew", (input, acknowledge: Acknowledge) => {
      acknowledge({ ok: true, expiresAt: new Date().toISOString() });
      resolve(input);
    }));
    socket.emit("expiring", { expiresAt: new Date().toISOString() });
    expect(await renewing).to.deep.equal({ token: "token 2" });
    expect(states).to.have.length(1);
  });

  describe("asks", () => {
    it("again on the next connection where the line was lost", async () => {
      onList = (time, acknowledge, socket) => (time === 1 ? socket.conn.close() : acknowledge({ ok: true, bookings: [] }));
      expect(await channel.request("list", {})).to.deep.include({ bookings: [] });
      expect(listed).to.equal(2);
    });

    it("once where once more could undo what came later", async () => {
      onList = (_, __, socket) => socket.conn.close();
      const coming = server.next();
      expect(await channel.request("list", {}, { once: true }).catch((error: Error) => error.name)).to.equal("Unreachable");
      await coming;
      await live();
      expect(listed).to.equal(1);
    });

    it("again where it was told to come later, and not where it was refused", async () => {
      onList = (time, acknowledge) => acknowledge(time === 1 ? refusing("unavailable") : refusing("forbidden"));
      expect(await channel.request("list", {}).catch((error: Refusal) => error.code)).to.equal("forbidden");
      expect(listed).to.equal(2);
    });

    it("again where no answer comes", async () => {
      onList = (time, acknowledge) => time > 1 && acknowledge({ ok: true, bookings: [] });
      const hasty = createChannel(new Manager(server.url, { transports: ["websocket"], autoConnect: false }), "/bookings", session, { ...PATIENCE, answer: 500 });
      const leaveHasty = hasty.use();
      expect(await hasty.request("list", {})).to.deep.include({ bookings: [] });
      expect(listed).to.be.at.least(2);
      leaveHasty();
      await until(hasty.connection, ({ status }) => status === "idle");
    });

    it("nothing as another person than who wanted it", async () => {
      let asked = () => {};
      const isAsked = new Promise<void>((resolve) => (asked = resolve));
      onList = () => asked();
      const asking = channel.request("list", {}).catch((error: Error) => error.name);
      await isAsked;
      const coming = server.next();
      await session.signInAs("bo");
      await coming;
      expect(await asking).to.equal("Unreachable");
      expect(listed).to.equal(1);
    });
  });
});
