/** What is wrong is refused at each door with its code, the process lives, and nothing in the database has changed. */
import { expect } from "chai";
import { addDays, localDate } from "../../shared/contract/dates.ts";
import type { StoredProperty } from "../../shared/store/documents.ts";
import { newId } from "../../shared/store/ids.ts";
import { fingerprint } from "../support/fingerprint.ts";
import { aProperty, listedProperty } from "../support/fixtures.ts";
import { connect } from "../support/live.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";

describe("Bad input", () => {
  let service: Service;
  let guest: SignedInClient;
  let host: SignedInClient;
  let other: SignedInClient;
  let property: StoredProperty;
  let today: string;
  let untouched: string;

  before(async () => {
    service = await startService();
    [guest, host, other] = [await service.as(["guest"]), await service.as(["guest", "host"]), await service.as(["guest", "host"])];
    property = await listedProperty(service.context, { id: host.person.id, roles: ["host"] }, { timeZone: "Pacific/Apia" });
    today = localDate(new Date(), "Pacific/Apia");
    untouched = await fingerprint(service.store);
  });
  after(() => service.close());
  afterEach(async () => {
    expect(await fingerprint(service.store), "the database").to.equal(untouched);
    expect((await fetch(`${service.url}/healthz`)).status).to.equal(200);
  });

  const good = () => ({ propertyId: property._id, checkIn: addDays(today, 10), checkOut: addDays(today, 12), guests: 2 });

  describe("to hold", () => {
    const cases: [string, string, () => unknown][] = [
      ["30 February", "invalid_input", () => ({ ...good(), checkIn: "2027-02-30", checkOut: "2027-03-02" })],
      ["31 June", "invalid_input", () => ({ ...good(), checkIn: "2027-05-30", checkOut: "2027-06-31" })],
      ["29 February of a common year", "invalid_input", () => ({ ...good(), checkIn: "2027-02-28", checkOut: "2027-02-29" })],
      ["month 13", "invalid_input", () => ({ ...good(), checkIn: "2027-13-01" })],
      ["a date in another form", "invalid_input", () => ({ ...good(), checkIn: "12/24/2026" })],
      ["a date with a time", "invalid_input", () => ({ ...good(), checkIn: `${good().checkIn}T00:00:00Z` })],
      ["check-out before check-in", "invalid_input", () => ({ ...good(), checkIn: good().checkOut, checkOut: good().checkIn })],
      ["no night at all", "invalid_input", () => ({ ...good(), checkOut: good().checkIn })],
      ["yesterday at the property", "stay_rule", () => ({ ...good(), checkIn: addDays(today, -1) })],
      ["three years ahead", "stay_rule", () => ({ ...good(), checkIn: addDays(today, 1095), checkOut: addDays(today, 1097) })],
      ["a stay of a century", "stay_rule", () => ({ ...good(), checkOut: addDays(today, 36_500) })],
      ["no guests", "invalid_input", () => ({ ...good(), guests: 0 })],
      ["minus one guest", "invalid_input", () => ({ ...good(), guests: -1 })],
      ["half a guest", "invalid_input", () => ({ ...good(), guests: 1.5 })],
      ["10,000 guests", "invalid_input", () => ({ ...good(), guests: 10_000 })],
      ["more guests than it sleeps", "stay_rule", () => ({ ...good(), guests: 5 })],
      ["guests as text", "invalid_input", () => ({ ...good(), guests: "2" })],
      ["null for a date", "invalid_input", () => ({ ...good(), checkIn: null })],
      ["an array for the property", "invalid_input", () => ({ ...good(), propertyId: [property._id] })],
      ["an operator for the property", "invalid_input", () => ({ ...good(), propertyId: { $gt: "" } })],
      ["an operator for a date", "invalid_input", () => ({ ...good(), checkIn: { $ne: null } })],
      ["an operator beside the fields", "invalid_input", () => ({ ...good(), $where: "sleep(1000)" })],
      ["a field nobody knows", "invalid_input", () => ({ ...good(), status: "confirmed" })],
      ["a prototype", "invalid_input", () => `{"__proto__":{"admin":true},${JSON.stringify(good()).slice(1)}`],
      ["a constructor", "invalid_input", () => ({ ...good(), constructor: { prototype: {} } })],
      ["an id that is none", "invalid_input", () => ({ ...good(), propertyId: "1" })],
      ["a property nobody has", "not_found", () => ({ ...good(), propertyId: newId() })],
      ["a price of another day", "price_changed", () => ({ ...good(), expectedTotal: 1 })],
      ["a list", "invalid_input", () => [good()]],
      ["text", "invalid_input", () => '"hold"'],
      ["half a JSON", "invalid_input", () => '{"propertyId": '],
      ["nothing", "invalid_input", () => undefined],
      ["a body of a megabyte", "too_large", () => ({ ...good(), note: "x".repeat(1_000_000) })],
    ];
    for (const [what, code, body] of cases) {
      it(`${what} is refused as ${code}`, async () => {
        const answer = await guest.post("/holds", body());
        expect(answer.body.code).to.equal(code);
        expect(answer.body.status).to.equal(answer.status);
        expect(answer.headers.get("content-type")).to.match(/^application\/problem\+json/);
      });
    }

    it("names every field that is wrong", async () => {
      const { body } = await guest.post("/holds", { ...good(), checkIn: "2027-02-30", checkOut: "2027-03-05", guests: 0, extra: 1 });
      expect(body.fields.map(({ field }: { field: string }) => field)).to.have.members(["body.checkIn", "body.guests", "body.extra"]);
    });

    it("a key that is not printable, or too long, is refused", async () => {
      expect((await guest.post("/holds", good(), { key: "x".repeat(256) })).body.code).to.equal("invalid_input");
    });
  });

  describe("to read", () => {
    const cases: [string, string, () => string][] = [
      ["a property nobody has", "not_found", () => `/properties/${newId()}`],
      ["an id that is none", "not_found", () => "/properties/../../etc"],
      ["months the wrong way round", "invalid_input", () => `/properties/${property._id}/months?from=2027-02&to=2027-01`],
      ["a thousand years of months", "invalid_input", () => `/properties/${property._id}/months?from=2026-01&to=2999-12`],
      ["a month 00", "invalid_input", () => `/properties/${property._id}/months?from=2027-00&to=2027-01`],
      ["an operator in the query", "invalid_input", () => `/properties/${property._id}/months?from[$gt]=&to=2027-01`],
      ["the same field twice", "invalid_input", () => `/properties?guests=1&guests=2`],
      ["a pattern that never ends", "invalid_input", () => `/properties?text=${"(a+)+".repeat(40)}`],
      ["a quote of the past", "stay_rule", () => `/properties/${property._id}/quote?checkIn=2020-01-01&checkOut=2020-01-03&guests=1`],
      ["a price without currency", "invalid_input", () => "/properties?minPrice=10"],
      ["a cursor of somebody's own", "invalid_input", () => "/properties?cursor=%7B%22%24gt%22%3A1%7D"],
    ];
    for (const [what, code, path] of cases) {
      it(`${what} is refused as ${code}`, async () => {
        expect((await guest.get(path())).body.code).to.equal(code);
      });
    }
  });

  describe("by a host", () => {
    const cases: [string, string, () => Promise<{ body: any }>][] = [
      ["a block of another's property", "not_found", () => other.post(`/properties/${property._id}/blocks`, { from: addDays(today, 3), to: addDays(today, 5) })],
      ["a block the wrong way round", "invalid_input", () => host.post(`/properties/${property._id}/blocks`, { from: addDays(today, 5), to: addDays(today, 3) })],
      ["a block in the past", "stay_rule", () => host.post(`/properties/${property._id}/blocks`, { from: addDays(today, -5), to: addDays(today, 3) })],
      ["a block beyond the months there are", "stay_rule", () => host.post(`/properties/${property._id}/blocks`, { from: addDays(today, 700), to: addDays(today, 710) })],
      ["a block of more units than there are", "nights_taken", () => host.post(`/properties/${property._id}/blocks`, { from: addDays(today, 3), to: addDays(today, 5), units: 2 })],
      ["a price of nothing", "invalid_input", () => host.patch(`/properties/${property._id}/nights`, { from: addDays(today, 3), to: addDays(today, 5), price: 0 })],
      ["a change of nothing", "invalid_input", () => host.patch(`/properties/${property._id}/nights`, { from: addDays(today, 3), to: addDays(today, 5) })],
      ["a price as an operator", "invalid_input", () => host.patch(`/properties/${property._id}`, { basePrice: { $inc: 1 } })],
      ["another time zone", "invalid_input", () => host.patch(`/properties/${property._id}`, { timeZone: "Europe/Paris" })],
      ["fewer nights at most than at least", "invalid_input", () => host.patch(`/properties/${property._id}`, { rules: { minNights: 31 } })],
      ["a time zone nobody knows", "invalid_input", () => host.post("/properties", { ...aProperty, timeZone: "Europe/Atlantis" })],
      ["a currency nobody knows", "invalid_input", () => host.post("/properties", { ...aProperty, currency: "XQQ" })],
      ["a latitude of 91", "invalid_input", () => host.post("/properties", { ...aProperty, location: { lng: 0, lat: 91 } })],
      ["a picture that is a script", "invalid_input", () => host.post("/properties", { ...aProperty, photos: [{ url: "javascript:alert(1)", alt: "" }] })],
    ];
    for (const [what, code, act] of cases) {
      it(`${what} is refused as ${code}`, async () => {
        expect((await act()).body.code).to.equal(code);
      });
    }
  });

  describe("of another's booking", () => {
    it("reading, paying, releasing and cancelling find nothing", async () => {
      const { body: held } = await guest.post("/holds", good());
      untouched = await fingerprint(service.store);
      const stranger = other;
      const answers = [
        await stranger.get(`/bookings/${held.id}`),
        await stranger.get(`/bookings/${held.id}/cancellation`),
        await stranger.post(`/bookings/${held.id}/payment`),
        await stranger.post(`/bookings/${held.id}/cancel`, {}),
        await stranger.delete(`/holds/${held.id}`),
      ];
      for (const { body } of answers) expect(body.code).to.equal("not_found");
      const client = await connect(service.url, "/bookings", stranger.token);
      expect((await client.ask("watch", { bookingId: held.id })).error.code).to.equal("not_found");
      client.close();
    });
  });

  describe("to the sandbox", () => {
    const cases: [string, string, string, unknown][] = [
      ["a real card", "invalid_input", "/sandbox/payments", { clientSecret: "x", card: "5555 5555 5555 4444" }],
      ["a card that is none", "invalid_input", "/sandbox/payments", { clientSecret: "x", card: "4242" }],
      ["an operator for a secret", "invalid_input", "/sandbox/payments", { clientSecret: { $gt: "" }, card: "4242424242424242" }],
      ["a secret nobody has", "not_found", "/sandbox/payments", { clientSecret: "x", card: "4242424242424242" }],
      ["a delay of a year", "invalid_input", "/sandbox/payments", { clientSecret: "x", card: "4242424242424242", delaySeconds: 31_536_000 }],
      ["an answer to nothing", "not_found", "/sandbox/payments/confirm", { clientSecret: "x", approve: true }],
    ];
    for (const [what, code, path, body] of cases) {
      it(`${what} is refused as ${code}`, async () => {
        expect((await guest.post(path, body)).body.code).to.equal(code);
      });
    }
  });

  describe("on a live connection", () => {
    it("is refused with its code, and the connection goes on", async () => {
      const client = await connect(service.url, "/availability");
      try {
        const cases: [string, unknown][] = [
          ["invalid_input", { propertyId: property._id, months: ["2027-13"] }],
          ["invalid_input", { propertyId: property._id, months: [] }],
          ["invalid_input", { propertyId: property._id, months: Array.from({ length: 27 }, () => "2027-01") }],
          ["invalid_input", { propertyId: { $gt: "" }, months: ["2027-01"] }],
          ["invalid_input", { propertyId: property._id, months: "2027-01" }],
          ["invalid_input", null],
          ["invalid_input", "watch"],
          ["not_found", { propertyId: newId(), months: ["2027-01"] }],
        ];
        for (const [code, input] of cases) expect((await client.ask("watch", input)).error.code, JSON.stringify(input)).to.equal(code);
        client.socket.emit("watch", { propertyId: property._id, months: ["2027-01"] }, "not a function");
        client.socket.emit("watch");
        expect(await client.ask("watch", { propertyId: property._id, months: [today.slice(0, 7)] })).to.include({ ok: true });
      } finally {
        client.close();
      }
    });

    it("of a host and of support, too", async () => {
      const support = await service.as(["support"]);
      untouched = await fingerprint(service.store);
      const [atHost, atOps] = [await connect(service.url, "/host", host.token), await connect(service.url, "/ops", support.token)];
      const refused = [
        await atHost.ask("since", { cursor: "yesterday" }),
        await atHost.ask("since", { cursor: { $gt: "" } }),
        await atHost.ask("read", { ids: ["1"] }),
        await atHost.ask("calendar", { from: "2027-13", to: "2027-14" }),
        await atOps.ask("since", { cursor: "2026-11-24T08:00:00.000Z_~x" }),
        await atOps.ask("filter", { types: ["booking.stolen"] }),
        await atOps.ask("filter", { $where: "1" }),
        await atOps.ask("renew", { token: 1 }),
      ];
      for (const { ok, error } of refused) expect([ok, error?.code]).to.deep.equal([false, "invalid_input"]);
      atHost.close();
      atOps.close();
    });

    it("without the role nobody enters", async () => {
      for (const [namespace, token, code] of [
        ["/bookings", undefined, "unauthenticated"],
        ["/bookings", "forged", "unauthenticated"],
        ["/host", guest.token, "forbidden"],
        ["/ops", host.token, "forbidden"],
      ] as const) {
        const error = await connect(service.url, namespace, token).then(() => undefined, (refused: Error & { data?: { code: string } }) => refused);
        expect(error?.data?.code, namespace).to.equal(code);
      }
    });
  });
});
