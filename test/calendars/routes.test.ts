/** Calendars over the wire: read from a platform on this machine, and given to one, whose library is another. */
import { expect } from "chai";
import { sync as nodeIcal, type VEvent } from "node-ical";
import { block } from "../../shared/booking/block.ts";
import { accept } from "../../shared/booking/accept.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { feedsOver } from "../../shared/calendars/feed.ts";
import { createOutbound } from "../../shared/outbound/outbound.ts";
import { calendarHandlers } from "../../server/rest/calendars.ts";
import { readCalendars } from "../../workers/jobs/calendars.ts";
import { startApp } from "../support/app.ts";
import type { Client } from "../support/client.ts";
import { handClock } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";
import { type Service, type SignedInClient, startService } from "../support/service.ts";
import { BEGIN, STAY, type Stays, staysAt } from "../support/stays.ts";
import { airbnb, entries, vrbo } from "../support/calendars/exports.ts";
import { type Platform, startPlatform } from "../support/calendars/platform.ts";

/** As another library reads it. */
const eventsIn = (text: string) => Object.values(nodeIcal.parseICS(text)).filter((one): one is VEvent => one?.type === "VEVENT");
const day = (date: Date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
const daysIn = (text: string) => eventsIn(text).map(({ start, end, summary, datetype }) => `${datetype} ${day(start)} ${day(end!)} ${typeof summary === "string" ? summary : summary.val}`).sort();

describe("Calendars over the wire", () => {
  const time = handClock(BEGIN);
  let platform: Platform;
  let service: Service;
  let host: SignedInClient;
  let guest: SignedInClient;
  let stays: Stays;
  let id: string;
  before(async () => {
    platform = await startPlatform();
    const store = await freshStore();
    service = await startService({ store, clock: time.clock, config: { outboundAllow: [platform.host] } });
    [host, guest] = [await service.as(["guest", "host"]), await service.as(["guest"])];
  });
  beforeEach(async () => {
    platform.does();
    platform.says(airbnb([{ from: "2027-02-10", to: "2027-02-14" }]));
    stays = await staysAt(service.store, {}, { time, host: { id: host.person.id, roles: ["host"] }, guest: { id: guest.person.id, roles: ["guest"] } });
    const { status, body } = await host.post("/host/calendars", { propertyId: stays.property._id, name: "Airbnb", url: platform.url });
    expect(status, JSON.stringify(body)).to.equal(201);
    id = body.id;
  });
  afterEach(async () => {
    await stays.agree();
    await service.store.calendars.deleteMany({});
  });
  after(async () => {
    await service.close();
    await service.store.close();
    await platform.close();
  });

  const sync = async (body: object = {}) => (await host.post(`/host/calendars/${id}/sync`, body)).body;
  const address = async (of: { calendarId?: string } = {}, client: Client = host) => (await client.post("/host/calendars/addresses", { propertyId: stays.property._id, ...of })).body.url as string;
  const read = async (url: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url.replace(/^.*\/api/, `${service.url}/api`), { headers: { "Cache-Control": "max-age=0", ...headers } });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it("are read, by hand and when they are due, and are not sent again while they are the same", async () => {
    expect(await sync()).to.include({ state: "read", stays: 1, readAt: time.now().toISOString() });
    expect(await stays.areFree({ checkIn: "2027-02-12", checkOut: "2027-02-13" })).to.equal(false);
    const feeds = feedsOver(createOutbound({ allow: [platform.host] }));
    for (let turn = 0; turn < 2; turn += 1) {
      time.advance(20 * 60);
      await readCalendars(stays.context, feeds);
    }
    expect(platform.answered.slice(-3)).to.deep.equal([200, 304, 304]);
    expect((await host.get("/host/calendars")).body.items[0]).to.include({ state: "read", readAt: time.now().toISOString() });
  });

  it("name their address to their host alone: not in events, nor to another, nor to support", async () => {
    platform.does((_req, res) => res.writeHead(500).end("secret-7"));
    expect(await sync()).to.include({ state: "failed", problem: "It answers 500", url: platform.url });
    expect(JSON.stringify(await service.store.events.find({}).lean())).not.to.include("secret-7");
    const another = await service.as(["host"]);
    expect((await another.get("/host/calendars")).body).to.deep.equal({ items: [], addresses: [] });
    for (const asked of [another.patch(`/host/calendars/${id}`, { name: "Mine" }), another.delete(`/host/calendars/${id}`), another.post(`/host/calendars/${id}/sync`, {}), another.post("/host/calendars/addresses", { propertyId: stays.property._id })]) expect((await asked).body).to.include({ code: "not_found" });
    const support = await service.as(["support"]);
    expect(JSON.stringify((await support.get("/ops/events")).body)).not.to.include("secret-7");
  });

  it("are asked for under addresses that no log has", async () => {
    const read = async () => ({ bytes: Buffer.from("") });
    const app = await startApp(service, calendarHandlers({ publicUrl: service.url, organizer: { name: "Vacancy", email: "stays@vacancy.test" }, allow: [], read }));
    const path = (await address()).replace(/^.*\/api/, "/api");
    expect((await fetch(`${app.url}${path}`)).status).to.equal(200);
    await app.close();
    expect(app.logged()).to.include("/api/ical/").and.not.include(path.slice(10, 40));
  });

  it("that are no address of the public internet are refused before anything is kept", async () => {
    for (const url of ["http://127.0.0.1:1/a.ics", "https://127.0.0.1/a.ics", "https://user:pass@calendars.example.com/a.ics", "file:///etc/passwd", "webcal://localhost/a.ics"]) {
      const { body } = await host.post("/host/calendars", { propertyId: stays.property._id, name: "Bad", url });
      expect(body.fields?.[0]?.field, url).to.equal("body.url");
    }
    expect((await host.post("/host/calendars", { propertyId: stays.property._id, name: "Again", url: platform.url })).body).to.include({ code: "wrong_state" });
    expect(await service.store.calendars.countDocuments()).to.equal(1);
    const { body } = await host.post("/host/calendars", { propertyId: stays.property._id, name: "Webcal", url: "webcal://calendars.example.com/a.ics" });
    expect(body.url).to.equal("https://calendars.example.com/a.ics");
  });

  it("of a platform that misbehaves are a problem that says how, and others are read meanwhile", async () => {
    platform.says(airbnb(entries(4, "2027-02-10")));
    await sync();
    const problems: [Parameters<Platform["does"]>[0], RegExp][] = [
      [(_req, res) => res.writeHead(302, { Location: "https://169.254.169.254/" }).end(), /number|public/],
      [(req, res) => res.writeHead(302, { Location: `${req.url}a` }).end(), /sends on more than 3/],
      [(_req, res) => void res.writeHead(200).end("a".repeat(2_000_001)), /larger/],
      [(_req, res) => void res.writeHead(304).end(), /answers 304/],
      [(_req, res) => void res.destroy(), /ended the connection/],
      [(_req, res) => void res.writeHead(200).end(), /not a calendar/],
    ];
    for (const [does, expected] of problems) {
      platform.does(does);
      expect((await sync()).problem).to.match(expected);
    }
    expect((await host.get("/host/calendars")).body.items[0]).to.include({ state: "failed", stays: 4 });
    platform.does();
    platform.says(airbnb([]));
    expect(await sync()).to.deep.include({ state: "doubted", doubt: { before: 4, now: 0 } });
    expect(await sync({ acceptShorter: 0 })).to.include({ state: "read", stays: 0 });
  });

  it("are given to another platform as whole days, without names, and the same while nothing has changed", async () => {
    const own = await stays.booked(STAY);
    await stays.holdStay({ checkIn: "2027-03-01", checkOut: "2027-03-03" });
    await block(stays.context, stays.host, { id: stays.property._id, from: "2027-03-10", to: "2027-03-12", note: "Grandma" });
    await sync();
    const all = await address();
    const { status, headers, text } = await read(all);
    expect(status).to.equal(200);
    expect(headers.get("content-type")).to.match(/^text\/calendar/);
    expect(headers.get("cache-control")).to.equal("private, no-cache");
    expect(daysIn(text)).to.deep.equal(["date 2026-12-30 2027-01-03 Reserved", "date 2027-02-10 2027-02-14 Not available", "date 2027-03-10 2027-03-12 Not available"]);
    expect(text).to.include(`UID:${own._id}@vacancy`).and.not.match(/Grandma|Airbnb|guest/i);
    const [etag, modified] = [headers.get("etag")!, headers.get("last-modified")!];
    expect((await read(all, { "If-None-Match": etag })).status).to.equal(304);
    expect((await read(all, { "If-Modified-Since": modified })).status).to.equal(304);
    await stays.holdStay({ checkIn: "2027-03-05", checkOut: "2027-03-06" });
    expect((await read(all, { "If-None-Match": etag })).status, "holds are not told").to.equal(304);
    await cancel(stays.context, stays.host, { id: own._id });
    const changed = await read(all, { "If-None-Match": etag });
    expect([changed.status, daysIn(changed.text).length]).to.deep.equal([200, 2]);
    time.advance(601);
    await stays.sweep();
  });

  it("are given to a platform without what came from there, and each address ends when another is made", async () => {
    await sync();
    const { body } = await host.get("/host/calendars");
    const its = body.addresses.find((one: { calendarId?: string }) => one.calendarId === id).url;
    expect(daysIn((await read(its)).text)).to.deep.equal([]);
    const renewed = await address({ calendarId: id });
    expect((await read(its)).status).to.equal(404);
    expect((await read(renewed)).status).to.equal(200);
    expect(renewed).to.match(/\/api\/ical\/[\w-]{43}\.ics$/);
    expect((await read(renewed.replace(/[\w-]{43}\.ics/, `${"x".repeat(43)}.ics`))).status).to.equal(404);
    await host.delete(`/host/calendars/${id}`);
    expect((await read(renewed)).status).to.equal(404);
    expect(await stays.areFree({ checkIn: "2027-02-12", checkOut: "2027-02-13" })).to.equal(true);
    await stays.sweep();
  });

  it("of stays that are asked for are told, because they have their nights for a day", async () => {
    const asking = await staysAt(service.store, { instantBook: false }, { time, host: stays.host, guest: stays.guest });
    const asked = await asking.paid(await asking.holdStay(STAY, asking.guest));
    const { body } = await host.post("/host/calendars/addresses", { propertyId: asking.property._id });
    expect(daysIn((await read(body.url)).text)).to.deep.equal(["date 2026-12-30 2027-01-03 Reserved"]);
    await accept(asking.context, asking.host, { id: asked._id });
    expect(daysIn((await read(body.url)).text)).to.deep.equal(["date 2026-12-30 2027-01-03 Reserved"]);
  });

  it("of several units tell the nights on which none is left, and two properties of ours understand each other", async () => {
    const two = await staysAt(service.store, { units: 2 }, { time, host: stays.host, guest: stays.guest });
    const { body } = await host.post("/host/calendars/addresses", { propertyId: two.property._id });
    await two.booked(STAY);
    expect(daysIn((await read(body.url)).text)).to.deep.equal([]);
    await two.booked({ checkIn: "2027-01-02", checkOut: "2027-01-05" });
    const { text } = await read(body.url);
    expect(daysIn(text)).to.deep.equal(["date 2027-01-02 2027-01-03 Not available"]);
    platform.says(text);
    await sync();
    expect(await stays.areFree({ checkIn: "2027-01-02", checkOut: "2027-01-03" })).to.equal(false);
  });

  it("a stay is a file of its guest and its host, from when it is confirmed", async () => {
    const held = await stays.holdStay(STAY, stays.guest);
    expect((await guest.get(`/bookings/${held._id}/calendar.ics`)).body).to.include({ code: "wrong_state" });
    const own = await stays.paid(held);
    const path = `${service.url}/api/bookings/${own._id}/calendar.ics`;
    for (const { token } of [guest, host]) {
      const response = await fetch(path, { headers: { Authorization: `Bearer ${token}` } });
      expect(response.headers.get("content-disposition")).to.equal("attachment; filename=stay.ics");
      const [event] = eventsIn(await response.text());
      expect([event!.start.toISOString(), event!.end!.toISOString()]).to.deep.equal(["2026-12-30T15:00:00.000Z", "2027-01-03T11:00:00.000Z"]);
      expect(event).to.include({ uid: `${own._id}@vacancy`, status: "CONFIRMED", location: "Rua da Reboleira 12" });
      expect(Number(event!.sequence)).to.equal(own.version);
    }
    expect((await (await service.as(["guest"])).get(`/bookings/${own._id}/calendar.ics`)).status).to.equal(404);
    await cancel(stays.context, stays.host, { id: own._id });
    const [event] = eventsIn(await (await fetch(path, { headers: { Authorization: `Bearer ${guest.token}` } })).text());
    expect(event).to.include({ uid: `${own._id}@vacancy`, status: "CANCELLED", method: "CANCEL", location: "Porto" });
  });

  it("of other platforms are read by the other library as by ours", () => {
    expect(daysIn(airbnb([{ from: "2026-12-30", to: "2027-01-03" }]))).to.deep.equal(["date 2026-12-30 2027-01-03 Reserved"]);
    expect(daysIn(vrbo([{ from: "2026-12-30", to: "2027-01-03" }]))).to.deep.equal(["date 2026-12-30 2027-01-03 Reserved - Ada"]);
  });
});
