import { expect } from "chai";
import { addDays } from "../../shared/contract/dates.ts";
import type { WishView } from "../../shared/contract/wish.ts";
import { hold } from "../../shared/booking/hold.ts";
import { release } from "../../shared/booking/release.ts";
import { tellOfFreed } from "../../shared/wishes/tell.ts";
import { aGuest, aHost, listedProperty } from "../support/fixtures.ts";
import { connect, type LiveClient } from "../support/live.ts";
import { PASSWORD, type Service, type SignedInClient, startService } from "../support/service.ts";

const TODAY = new Date().toISOString().slice(0, 10);
const STAY = { checkIn: addDays(TODAY, 40), checkOut: addDays(TODAY, 43) };

describe("Wishes at the doors", () => {
  let service: Service;
  let guest: SignedInClient;
  let propertyId: string;
  const rival = aGuest();

  before(async () => {
    service = await startService();
  });
  after(() => service.close());
  beforeEach(async () => {
    guest = await service.as(["guest"]);
    propertyId = (await listedProperty(service.context, aHost()))._id;
  });

  const take = () => hold(service.context, rival, { propertyId, ...STAY, guests: 1 });
  const ask = (more = {}) => guest.post("/wishes", { propertyId, ...STAY, ...more });

  it("are made, listed and dropped, and are nobody else's", async () => {
    await take();
    const { status, body } = await ask({ guests: 2, flexibleDays: 1 });
    expect(status).to.equal(201);
    expect(body).to.deep.include({ propertyId, property: { title: "Casa da Ribeira", city: "Porto" }, ...STAY, guests: 2, flexibleDays: 1, status: "open", version: 1 });
    expect((await guest.get("/wishes")).body).to.deep.equal({ items: [body] });
    const another = await service.as(["guest"]);
    expect((await another.get("/wishes")).body).to.deep.equal({ items: [] });
    expect((await another.delete(`/wishes/${body.id}`)).body).to.include({ code: "not_found" });
    expect((await guest.delete(`/wishes/${body.id}`)).body).to.deep.equal({ done: true });
    expect((await guest.get("/wishes")).body).to.deep.equal({ items: [] });
  });

  it("that are wrong are refused by their fields, and change nothing", async () => {
    await take();
    for (const wrong of [{ flexibleDays: 8 }, { flexibleDays: -1 }, { flexibleDays: 1.5 }, { checkOut: STAY.checkIn }, { checkIn: "soon" }, { guests: 0 }, { propertyId: { $ne: "" } }, { note: "please" }]) {
      expect((await ask(wrong)).body, JSON.stringify(wrong)).to.include({ code: "invalid_input" });
    }
    expect((await guest.get("/wishes")).body.items).to.deep.equal([]);
  });

  it("come true live, at each connection of their guest and no other, whole", async () => {
    const connections: LiveClient[] = [];
    const open = async (who: SignedInClient) => connections[connections.push(await connect(service.url, "/bookings", who.token)) - 1]!;
    const [first, second, another] = [await open(guest), await open(guest), await open(await service.as(["guest"]))];
    const held = await take();
    const { body: made } = await ask();
    await release(service.context, rival, { id: held._id });
    await tellOfFreed(service.context, propertyId);
    for (const client of [first, second]) {
      const told = await client.waitFor<WishView>("wish", ({ status }) => status === "told");
      expect(told).to.deep.include({ id: made.id, version: 2 });
      expect(told.told).to.deep.include(STAY);
      expect((await guest.get("/wishes")).body.items).to.deep.equal([told]);
    }
    expect(another.told("wish")).to.deep.equal([]);
    for (const client of connections) client.close();
  });

  it("are in what their guest takes along, and gone with the account", async () => {
    await take();
    const { body: wish } = await ask();
    expect((await guest.get("/me/export")).body.wishes).to.deep.equal([wish]);
    const fetched = await fetch(`${service.url}/api/me`, { method: "DELETE", headers: { Authorization: `Bearer ${guest.token}`, "Content-Type": "application/json" }, body: JSON.stringify({ password: PASSWORD }) });
    expect(fetched.status).to.equal(200);
    expect(await service.store.wishes.countDocuments({ userId: guest.person.id })).to.equal(0);
  });
});
