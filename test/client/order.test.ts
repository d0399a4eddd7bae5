/** Answers and broadcasts in the order in which nobody wants them. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { createAvailability } from "../../shared/contract/client/availability.ts";
import { createHosting } from "../../shared/contract/client/hosting.ts";
import { createOperations } from "../../shared/contract/client/operations.ts";
import { createStays } from "../../shared/contract/client/stays.ts";
import { type Asked, scriptedChannel } from "./scripted.ts";
import { until } from "./until.ts";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const aBooking = (id: string, version: number): any => ({ id, version });
const anAlert = (number: number, booking = aBooking(`b${number}`, 1)): any => ({ id: `a${String(number).padStart(4, "0")}`, at: at(number), type: "booking.held", read: false, booking });
const anActivity = (number: number, type = "booking.held"): any => ({ id: `e${String(number).padStart(4, "0")}`, at: at(number), type, actor: { role: "guest" }, data: {} });
const aMonth = (version: number, month = "2026-12"): any => ({ propertyId: "p", month, version, free: [version] });
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe("A host's alerts", () => {
  function hosting() {
    const line = scriptedChannel<"/host">();
    const rung: string[] = [];
    const host = createHosting(line.channel);
    host.onRing(({ id }) => rung.push(id));
    return { ...line, host, rung };
  }

  it("that were there before do not ring, also where one arrives before the first list", async () => {
    const { host, rung, connect, tell, asked } = hosting();
    await connect();
    tell("alert", anAlert(3));
    expect(host.alerts.get()).to.deep.include({ loaded: false });
    await asked[0]!.answer({ alerts: [1, 2, 3].map((number) => anAlert(number)), cursor: "c", more: false });
    expect(rung).to.deep.equal([]);
    tell("alert", anAlert(4));
    expect(rung).to.deep.equal(["a0004"]);
    expect(host.alerts.get().list).to.have.length(4);
  });

  it("that fell off the end of the list do not ring again when they are read again", async () => {
    const { host, rung, connect, tell, asked } = hosting();
    await connect();
    await asked[0]!.answer({ alerts: [], cursor: "c", more: false });
    for (const number of range(0, 300)) tell("alert", anAlert(number));
    await connect();
    await asked[0]!.answer({ alerts: range(0, 100).map((number) => anAlert(number)), cursor: "d", more: true });
    expect(asked[0]!.input).to.deep.equal({ cursor: "d" });
    await asked[0]!.answer({ alerts: range(100, 301).map((number) => anAlert(number)), cursor: "e", more: false });
    expect(rung).to.deep.equal(range(0, 301).map((number) => anAlert(number).id));
    expect(host.alerts.get().list[0]!.id).to.equal("a0300");
  });

  it("ring from the oldest to the latest", async () => {
    const { rung, connect, asked } = hosting();
    await connect();
    await asked[0]!.answer({ alerts: [], cursor: "c", more: false });
    await connect();
    await asked[0]!.answer({ alerts: [2, 1, 3].map((number) => anAlert(number)), cursor: "d", more: false });
    expect(rung).to.deep.equal(["a0001", "a0002", "a0003"]);
  });

  it("say how a booking was then: what is known of it does not go back by them, not even while it is read again", async () => {
    const { host, connect, tell, asked } = hosting();
    host.accept([aBooking("b", 5)]);
    await connect();
    tell("reread", {});
    while (asked.length > 0) await asked[0]!.answer({ alerts: [anAlert(1, aBooking("b", 2)), anAlert(2, aBooking("c", 1))], cursor: "c", more: false });
    expect(host.bookings.get().items.get("b")!.version).to.equal(5);
    expect(host.bookings.get().items.get("c")!.version).to.equal(1);
    tell("booking", aBooking("b", 3));
    expect(host.bookings.get().items.get("b")!.version, "told after `reread`").to.equal(3);
  });

  it("stay read when they are read again before the server knows", async () => {
    const { host, connect, asked } = hosting();
    await connect();
    await asked[0]!.answer({ alerts: [anAlert(1)], cursor: "c", more: false });
    const reading = host.read(["a0001"]);
    await connect();
    await asked.find(({ name }) => name === "since")!.answer({ alerts: [anAlert(1)], cursor: "d", more: false });
    expect(host.alerts.get().list.map(({ read }) => read)).to.deep.equal([true]);
    await asked[0]!.answer({});
    await reading;
  });

  it("are marked as read 200 at a time", async () => {
    const { host, asked } = hosting();
    const reading = host.read(range(0, 450).map(String));
    for (const count of [200, 200, 50]) {
      expect(asked[0]!.input.ids).to.have.length(count);
      await asked[0]!.answer({});
    }
    await reading;
  });
});

describe("The activity of support", () => {
  async function following() {
    const line = scriptedChannel<"/ops">();
    const operations = createOperations(line.channel);
    await line.connect();
    await line.asked[0]!.answer({});
    return { ...line, operations, ids: () => operations.feed.get().list.map(({ id }) => id) };
  }

  it("does not take in the answer to a filter that is no longer wanted", async () => {
    const { operations, asked, ids } = await following();
    const old = asked[0]!;
    const filtering = operations.filter({ types: ["booking.confirmed"] });
    await old.answer({ activity: [anActivity(1)], cursor: "old", more: true });
    expect(ids()).to.deep.equal([]);
    await asked[0]!.answer({});
    expect(asked[0]!.input, "from the beginning").to.deep.equal({ filter: { types: ["booking.confirmed"] } });
    await asked[0]!.answer({ activity: [anActivity(2, "booking.confirmed")], cursor: "new", more: false });
    await filtering;
    expect(ids()).to.deep.equal(["e0002"]);
  });

  it("drops what was under way when the filter changed", async () => {
    const { operations, asked, tell, ids } = await following();
    void operations.filter({ types: ["booking.confirmed"] });
    tell("activity", anActivity(1, "booking.held"));
    tell("activity", anActivity(2, "booking.confirmed"));
    expect(ids()).to.deep.equal(["e0002"]);
    expect(operations.feed.get().loaded, "the list is not here yet").to.equal(false);
    while (asked.length > 0) await asked[0]!.answer({ activity: [], cursor: "c", more: false });
    expect(operations.feed.get().loaded).to.equal(true);
  });

  it("is not read again and again while it arrives", async () => {
    const { asked, tell, ids } = await following();
    await asked[0]!.answer({ activity: [], cursor: "c", more: false });
    for (const number of range(0, 400)) tell("activity", anActivity(number));
    expect(asked).to.deep.equal([]);
    expect(ids()).to.have.length(400);
  });

  it("after a pause begins where the pause did", async () => {
    const { operations, asked, tell, ids } = await following();
    await asked[0]!.answer({ activity: [anActivity(1)], cursor: "before", more: false });
    operations.pause();
    for (const time of [2, 3, 2]) tell("activity", anActivity(time));
    expect([ids(), operations.feed.get().waiting]).to.deep.equal([["e0001"], 2]);
    const resuming = operations.resume();
    expect(asked[0]!.input.cursor).to.equal("before");
    tell("activity", anActivity(5));
    await asked[0]!.answer({ activity: [1, 2, 3].map((number) => anActivity(number)), cursor: "m", more: true });
    await asked[0]!.answer({ activity: [4, 5].map((number) => anActivity(number)), cursor: "n", more: false });
    await resuming;
    expect(ids()).to.deep.equal(["e0005", "e0004", "e0003", "e0002", "e0001"]);
    expect(operations.feed.get()).to.deep.include({ paused: false, waiting: 0 });
  });
});

describe("Months and stays", () => {
  const leaving: (() => void)[] = [];
  afterEach(() => {
    for (const leave of leaving.splice(0)) leave();
  });

  async function watching() {
    const line = scriptedChannel<"/availability">();
    const availability = createAvailability({ channel: line.channel, read: async () => [] });
    await line.connect();
    const leave = availability.watch("p", ["2026-12", "2027-01"]);
    leaving.push(leave);
    const answer = (asked: Asked, ...months: object[]) => asked.answer({ months, viewers: 1 });
    const shown = (month = "2026-12") => availability.months.get().items.get(`p:${month}`)?.version;
    return { ...line, availability, leave, answer, shown };
  }

  it("that a broadcast overtook are not undone by the answer", async () => {
    const { asked, tell, answer, shown } = await watching();
    tell("month", aMonth(3));
    await answer(asked[0]!, aMonth(2), aMonth(1, "2027-01"));
    expect([shown(), shown("2027-01")]).to.deep.equal([3, 1]);
  });

  it("that are named are read again, these alone, and a broadcast that overtakes is not undone either", async () => {
    const { asked, tell, answer, shown } = await watching();
    await answer(asked[0]!, aMonth(9), aMonth(9, "2027-01"));
    tell("reread", { months: [{ propertyId: "p", month: "2026-12" }, { propertyId: "q", month: "2026-12" }] });
    expect(asked.map(({ input }) => input)).to.deep.equal([{ propertyId: "p", months: ["2026-12"] }]);
    tell("month", aMonth(5));
    tell("month", aMonth(5, "2027-01"));
    expect([shown(), shown("2027-01")]).to.deep.equal([5, 9]);
    await answer(asked[0]!, aMonth(4));
    expect(shown()).to.equal(5);
  });

  it("that a page turns to are not asked for again where it showed them already, and the others are asked for no longer", async () => {
    const { asked, availability, answer, shown, leave } = await watching();
    await answer(asked[0]!, aMonth(1), aMonth(1, "2027-01"));
    leave();
    await delay(100); // until the next page is there
    leaving.push(availability.watch("p", ["2027-01", "2027-02"]));
    expect(asked.map(({ name, input }) => [name, input.months])).to.deep.equal([["watch", ["2027-02"]]]);
    await answer(asked[0]!, aMonth(1, "2027-02"));
    await until(availability.months, () => shown() === undefined);
    expect(shown("2027-01")).to.equal(1);
    expect(asked.map(({ name, input }) => [name, input.months])).to.deep.equal([["unwatch", ["2026-12"]]]);
  });

  it("of a guest are those that are told after `reread`, also with a lower version", async () => {
    const { channel, connect, tell, asked } = scriptedChannel<"/bookings">();
    const stays = createStays(channel);
    await connect();
    await asked[0]!.answer({ bookings: [aBooking("b", 5)] });
    tell("booking", aBooking("b", 4));
    expect(stays.bookings.get().items.get("b")!.version).to.equal(5);
    tell("reread", {});
    await asked[0]!.answer({ bookings: [aBooking("b", 4)] });
    expect(stays.bookings.get().items.get("b")!.version).to.equal(4);
  });
});
