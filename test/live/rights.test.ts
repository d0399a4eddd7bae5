/** Who may be where, and for how long. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { signAccessToken } from "../../server/auth/tokens.ts";
import type { Alert } from "../../shared/contract/events.ts";
import type { PublicMonth } from "../../shared/contract/month.ts";
import { addDays } from "../../shared/contract/dates.ts";
import type { Person } from "../../shared/contract/user.ts";
import { aSession, listedProperty } from "../support/fixtures.ts";
import { connect } from "../support/live.ts";
import { startService, type Service } from "../support/service.ts";

const TEN_MINUTES = 600_000;

describe("A live connection", function () {
  this.timeout(20_000);
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.close());

  /** A token of this person that ends in so many milliseconds. */
  const endingIn = async (person: Person, milliseconds: number) =>
    (await signAccessToken(service.keys, { ...person, ...aSession() }, new Date(Date.now() - TEN_MINUTES + milliseconds))).accessToken;

  it("is told when its token ends, and goes on with a new one", async () => {
    const { person, token } = await service.as(["guest"]);
    const client = await connect(service.url, "/bookings", await endingIn(person, 2500));
    await client.waitFor("expiring", () => true);
    const renewed = await client.ask("renew", { token });
    expect(renewed.ok).to.equal(true);
    expect(Date.parse(renewed.expiresAt)).to.be.above(Date.now() + TEN_MINUTES / 2);
    expect(await client.ask("list")).to.include({ ok: true });
    client.close();
  });

  it("to what anyone may see does not end with a token", async () => {
    const { person } = await service.as(["guest"]);
    const client = await connect(service.url, "/availability", await endingIn(person, 2500));
    await delay(2700);
    expect(client.told("expiring")).to.deep.equal([]);
    client.close();
  });

  it("ends when the role it needs is gone from the new token, and is told nothing more", async () => {
    const { person, token } = await service.as(["support"]);
    const client = await connect(service.url, "/ops", token);
    const { accessToken } = await signAccessToken(service.keys, { ...person, ...aSession(), roles: ["guest"] });
    expect((await client.ask("renew", { token: accessToken })).error.code).to.equal("forbidden");
    expect(await client.waitFor<{ code: string }>("closing", () => true)).to.include({ code: "revoked", reconnect: false });
    for (const end = Date.now() + 5000; client.socket.connected && Date.now() < end; ) await delay(20);
    expect(client.socket.connected).to.equal(false);
  });

  it("that asks for what is another's or of another role is refused, and it is counted", async () => {
    const { refusals } = service;
    const before = refusals.counts();
    const [mine, host] = [await service.as(["guest"]), await service.as(["host"])];
    const { _id: propertyId } = await listedProperty(service.context, { id: host.person.id, roles: ["host"] });
    const checkIn = addDays(new Date().toISOString().slice(0, 10), 30);
    const { body } = await (await service.as(["guest"])).post("/holds", { propertyId, checkIn, checkOut: addDays(checkIn, 1), guests: 1 });
    const client = await connect(service.url, "/bookings", mine.token);
    expect((await client.ask("watch", { bookingId: body.id })).error.code).to.equal("not_found");
    client.close();
    for (const token of [mine.token, undefined]) await connect(service.url, "/host", token).then(() => expect.fail("let in"), () => undefined);
    const more = (what: "not_found" | "forbidden" | "unauthenticated") => (refusals.counts()[what] ?? 0) - (before[what] ?? 0);
    expect([more("not_found"), more("forbidden"), more("unauthenticated")]).to.deep.equal([1, 1, 1]);
  });

  it("takes no other person's token", async () => {
    const [mine, theirs] = [await service.as(["guest"]), await service.as(["guest"])];
    const client = await connect(service.url, "/bookings", mine.token);
    expect((await client.ask("renew", { token: theirs.token })).error.code).to.equal("forbidden");
    client.close();
  });

  it("that watches and at once no longer watches is told nothing and counts as nobody", async () => {
    const host = await service.as(["host"]);
    const { _id: propertyId } = await listedProperty(service.context, { id: host.person.id, roles: ["host"] });
    const [hasty, other] = [await connect(service.url, "/availability"), await connect(service.url, "/availability")];
    const checkIn = addDays(new Date().toISOString().slice(0, 10), 30);
    const months = [checkIn.slice(0, 7)];
    await Promise.all([hasty.ask("watch", { propertyId, months }), hasty.ask("unwatch", { propertyId })]);
    expect((await other.ask("watch", { propertyId, months })).viewers).to.equal(1);
    await (await service.as(["guest"])).post("/holds", { propertyId, checkIn, checkOut: addDays(checkIn, 1), guests: 1 });
    await other.waitFor<PublicMonth>("month", ({ version }) => version > 1);
    expect(hasty.told<PublicMonth>("month").filter(({ version }) => version > 1)).to.deep.equal([]);
    hasty.close();
    other.close();
  });

  it("of a host that was away catches up with every alert, page by page, and each once is enough", async () => {
    const host = await service.as(["host"]);
    const { _id: propertyId } = await listedProperty(service.context, { id: host.person.id, roles: ["host"] }, { units: 90 });
    const client = await connect(service.url, "/host", host.token);
    const { cursor } = await client.ask("since");
    client.close();
    const guest = await service.as(["guest"]);
    const checkIn = addDays(new Date().toISOString().slice(0, 10), 30);
    for (let made = 0; made < 60; made += 1) await guest.post("/holds", { propertyId, checkIn, checkOut: addDays(checkIn, 1), guests: 1 });

    const back = await connect(service.url, "/host", host.token);
    const alerts = new Map<string, Alert>();
    let from: string = cursor;
    for (let more = true; more; ) {
      const answer = await back.ask("since", { cursor: from });
      for (const alert of answer.alerts as Alert[]) alerts.set(alert.id, alert);
      [from, more] = [answer.cursor, answer.more];
    }
    expect(alerts.size).to.equal(60);
    const [first] = [...alerts.values()] as [Alert];
    await back.ask("read", { ids: [first.id] });
    const { alerts: again } = await back.ask("since", { cursor });
    expect((again as Alert[]).find(({ id }) => id === first.id)?.read).to.equal(true);
    back.close();
  });
});
