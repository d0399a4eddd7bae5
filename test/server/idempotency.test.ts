import { expect } from "chai";
import { addDays } from "../../shared/contract/dates.ts";
import type { StoredProperty } from "../../shared/store/documents.ts";
import { listedProperty } from "../support/fixtures.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";

describe("A request with an Idempotency-Key", () => {
  let service: Service;
  let guest: SignedInClient;
  let property: StoredProperty;
  const today = new Date().toISOString().slice(0, 10);
  const body = (from = 5) => ({ propertyId: property._id, checkIn: addDays(today, from), checkOut: addDays(today, from + 2), guests: 1 });

  before(async () => {
    service = await startService();
    guest = await service.as(["guest"]);
    const host = await service.as(["host"]);
    property = await listedProperty(service.context, { id: host.person.id, roles: ["host"] }, { units: 30 });
  });
  after(() => service.close());

  it("sent twenty times at once makes one hold, and nineteen hear of it", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => guest.post("/holds", body(), { key: "twenty" })));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array.from({ length: 20 }, () => 201));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).to.equal(1);
    expect(answers.filter(({ headers }) => headers.get("idempotent-replayed") === "true")).to.have.length(19);
    expect(await service.store.bookings.countDocuments({ guestId: guest.person.id })).to.equal(1);
  });

  it("gives the first answer again, whatever has become of it", async () => {
    const first = await guest.post("/holds", body(10), { key: "again" });
    await guest.delete(`/holds/${first.body.id}`);
    expect((await guest.post("/holds", body(10), { key: "again" })).body).to.deep.equal(first.body);
  });

  it("for another body is refused", async () => {
    await guest.post("/holds", body(15), { key: "other" });
    expect((await guest.post("/holds", body(16), { key: "other" })).body.code).to.equal("idempotency_mismatch");
  });

  it("is another person's own, and another route's", async () => {
    const stranger = await service.as(["guest"]);
    const mine = await guest.post("/holds", body(20), { key: "same" });
    const theirs = await stranger.post("/holds", body(20), { key: "same" });
    expect(theirs.status).to.equal(201);
    expect(theirs.body.id).not.to.equal(mine.body.id);
    expect((await guest.post(`/bookings/${mine.body.id}/payment`, undefined, { key: "same" })).status).to.equal(200);
  });

  it("that was refused is decided anew", async () => {
    const small = await listedProperty(service.context, { id: property.hostId, roles: ["host"] });
    const night = { ...body(25), propertyId: small._id };
    const rival = await service.as(["guest"]);
    const { body: held } = await rival.post("/holds", night);
    expect((await guest.post("/holds", night, { key: "anew" })).body.code).to.equal("nights_taken");
    await rival.delete(`/holds/${held.id}`);
    expect((await guest.post("/holds", night, { key: "anew" })).status).to.equal(201);
  });
});
