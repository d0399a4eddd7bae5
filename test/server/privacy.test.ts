/** What is kept of a person: all of it to themselves, and nothing that names them once they have left. */
import { expect } from "chai";
import { addDays } from "../../shared/contract/dates.ts";
import { hold } from "../../shared/booking/hold.ts";
import { release } from "../../shared/booking/release.ts";
import { createClient } from "../support/client.ts";
import { listedProperty } from "../support/fixtures.ts";
import { PASSWORD, startService, type Service, type SignedInClient } from "../support/service.ts";

describe("What is kept of a person", () => {
  let service: Service;
  let guest: SignedInClient;
  let bookingId: string;

  before(async () => {
    service = await startService();
  });
  after(() => service.close());
  beforeEach(async () => {
    guest = await service.as(["guest"]);
    const host = await service.as(["host"]);
    const property = await listedProperty(service.context, { id: host.person.id, roles: ["host"] });
    const checkIn = addDays(new Date().toISOString().slice(0, 10), 20);
    const actor = { id: guest.person.id, roles: ["guest"] as const };
    const { _id } = await hold(service.context, actor, { propertyId: property._id, checkIn, checkOut: addDays(checkIn, 2), guests: 1 });
    bookingId = _id;
    await guest.post("/me/host", undefined, { key: "once" });
  });

  const remove = (body: object = { password: PASSWORD }) =>
    fetch(`${service.url}/api/me`, { method: "DELETE", headers: { Authorization: `Bearer ${guest.token}`, "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const letGo = () => release(service.context, { id: guest.person.id, roles: ["guest"] }, { id: bookingId });

  /** In which collections this text is anywhere. */
  async function whereIs(text: string): Promise<string[]> {
    const found: string[] = [];
    for (const { name } of await service.store.connection.listCollections()) {
      for await (const document of service.store.connection.collection(name).find()) {
        if (JSON.stringify(document).includes(text)) found.push(name);
      }
    }
    return [...new Set(found)];
  }

  it("is given to them: who they are, their devices, bookings and what they did", async () => {
    const { status, body } = await guest.get("/me/export");
    expect(status).to.equal(200);
    expect(body.me).to.include({ id: guest.person.id, email: guest.email, name: guest.person.name });
    expect((body.bookings as { id: string }[]).map(({ id }) => id)).to.deep.equal([bookingId]);
    expect((body.events as { type: string }[]).map(({ type }) => type)).to.include.members(["booking.held", "user.became_host"]);
    expect(JSON.stringify(body)).not.to.include("passwordHash");
  });

  it("is given to a host with their calendars and webhooks, and no secret that signs or lets anybody read", async () => {
    const host = await service.as(["guest", "host"]);
    const { _id: propertyId } = await listedProperty(service.context, { id: host.person.id, roles: ["host"] });
    const calendar = (await host.post("/host/calendars", { propertyId, name: "Airbnb", url: "https://calendars.example.com/12.ics" })).body;
    await host.post("/host/calendars/addresses", { propertyId, calendarId: calendar.id });
    const webhook = (await host.post("/host/webhooks", { url: "https://stays.example.com/vacancy", types: ["booking.confirmed"] })).body;
    await host.post(`/host/webhooks/${webhook.id}/rotate`, undefined);
    const { body } = await host.get("/me/export");
    expect(body.calendars).to.have.length(1);
    expect(body.calendars[0]).to.include({ id: calendar.id, propertyId, name: "Airbnb", url: "https://calendars.example.com/12.ics" });
    expect(body.webhooks).to.have.length(1);
    expect(body.webhooks[0]).to.deep.include({ id: webhook.id, url: "https://stays.example.com/vacancy", types: ["booking.confirmed"], enabled: true });
    const { secret, previous } = await service.store.webhooks.findById(webhook.id).orFail().lean();
    const { token } = await service.store.calendarAddresses.findById(calendar.id).orFail().lean();
    for (const hidden of [secret, previous!.secret, token]) expect(JSON.stringify(body)).not.to.include(hidden);
    expect((await guest.get("/me/export")).body).to.deep.include({ calendars: [], webhooks: [] });
  });

  it("never lies in a kept answer as it is stored", async () => {
    expect(await service.store.once.countDocuments({ "answer.id": guest.person.id })).to.equal(1);
    const { passwordHash } = await service.store.users.findById(guest.person.id).orFail().lean();
    expect(await whereIs(passwordHash)).to.deep.equal(["users"]);
  });

  it("stays while a stay is under way, or where the password is another", async () => {
    expect([(await remove()).status, (await remove({ password: "another password" })).status]).to.deep.equal([409, 400]);
    expect(await whereIs(guest.email)).to.include("users");
  });

  it("is gone when they leave: no name and no address anywhere, and the booking stays for accounting", async () => {
    await letGo();
    await service.store.mailbox.create([{ _id: guest.person.id, to: guest.email, subject: "x", text: guest.person.name, html: "x", at: new Date() }]);
    expect((await remove()).status).to.equal(200);
    expect([await whereIs(guest.email), await whereIs(guest.person.name)]).to.deep.equal([[], []]);
    expect(await service.store.bookings.findById(bookingId).lean()).to.include({ guestId: guest.person.id });
    expect((await guest.get("/me")).status).to.equal(401);
    expect((await createClient(service.url).post("/auth/login", { email: guest.email, password: PASSWORD })).status).to.equal(401);
    expect((await createClient(service.url).post("/auth/register", { email: guest.email, password: PASSWORD, name: "Anew" })).status).to.equal(202);
  });
});
