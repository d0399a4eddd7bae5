/** The table of permissions, line by line and role by role: what the doors let through is what it says, and nothing else. */
import { expect } from "chai";
import { assignCase, openCase } from "../../shared/booking/case.ts";
import { addCalendar } from "../../shared/calendars/add-calendar.ts";
import { changeCalendar } from "../../shared/calendars/change-calendar.ts";
import { block } from "../../shared/booking/block.ts";
import { hold } from "../../shared/booking/hold.ts";
import { list } from "../../shared/booking/list.ts";
import { pay } from "../../shared/booking/pay.ts";
import { settle } from "../../shared/booking/settle.ts";
import { addDays, localDate } from "../../shared/contract/dates.ts";
import { mayTry, type Permission, permissions } from "../../shared/contract/permissions.ts";
import { routes, sandboxRoutes, type RouteName } from "../../shared/contract/rest.ts";
import type { NamespaceName } from "../../shared/contract/sockets.ts";
import { Role } from "../../shared/contract/user.ts";
import type { Sandbox } from "../../shared/payments/sandbox/sandbox.ts";
import { transact } from "../../shared/store/transact.ts";
import { createWebhook } from "../../shared/webhooks/create-webhook.ts";
import { makeWish } from "../../shared/wishes/make.ts";
import { asks, type RouteAsk, type Theirs } from "../support/asks.ts";
import { type Answer, createClient } from "../support/client.ts";
import { listedProperty } from "../support/fixtures.ts";
import { connect } from "../support/live.ts";
import { startService, type Service } from "../support/service.ts";

const table = { ...routes, ...sandboxRoutes };
const lines = Object.entries(permissions) as [keyof typeof permissions, Permission][];
const ofRoutes = lines.filter((line): line is [RouteName, Permission] => !line[0].startsWith("/"));
const ofSockets = lines.filter(([name]) => name.startsWith("/"));

/** Exists only with Stripe, and asks for its signature: test/payments/notices.test.ts. */
const ELSEWHERE = new Set<string>(["stripeNotice"]);

describe("What the table of permissions says", function () {
  this.timeout(120_000);
  let service: Service;
  let mine: Theirs;
  let anothers: Theirs;
  /** Whose things `mine` are, in each role; of staff nothing is their own. */
  const emails = new Map<Role, string>();

  before(async () => {
    service = await startService();
    for (const role of Role.options) emails.set(role, (await service.as([role])).email);
    mine = await things((await signedIn("guest"))!.id, (await signedIn("host"))!.id);
    anothers = await things((await service.as(["guest"])).person.id, (await service.as(["host"])).person.id);
  });
  after(() => service.close());

  /** With a new token: some of what is asked ends the others. */
  async function signedIn(role: Role | undefined) {
    const client = role && (await service.as(emails.get(role)!));
    return client && { id: client.person.id, token: client.token };
  }

  async function things(guestId: string, hostId: string): Promise<Theirs> {
    const { context } = service;
    const host = { id: hostId, roles: ["host"] as const };
    const guest = { id: guestId, roles: ["guest"] as const };
    const property = await listedProperty(context, host);
    const checkIn = addDays(localDate(new Date(), property.timeZone), 30);
    const booking = await hold(context, guest, { propertyId: property._id, checkIn, checkOut: addDays(checkIn, 2), guests: 1 });
    const { clientSecret } = await pay(context, guest, { id: booking._id });
    const sandbox = context.payments as Sandbox;
    await sandbox.submit({ clientSecret, card: "4242424242424242" });
    await sandbox.settleDue((intentId) => settle(context, intentId));
    const { id: blockId } = await block(context, host, { id: property._id, from: addDays(checkIn, 5), to: addDays(checkIn, 6) });
    await transact(context, (tx) => openCase(tx, booking, { kind: "drift", key: booking._id, data: {} }));
    const found = await service.store.cases.findOne({ bookingId: booking._id }).orFail().lean();
    const { _id: wishId } = await makeWish(context, guest, { propertyId: property._id, checkIn, checkOut: addDays(checkIn, 2), guests: 1, flexibleDays: 0 });
    const { insertedId: jobId } = await service.store.connection.collection("jobs").insertOne({ name: "tell", data: { key: booking._id }, nextRunAt: null, lockedAt: null, failCount: 1 });
    const { _id: calendarId } = await addCalendar(context, host, { propertyId: property._id, name: "Elsewhere", url: "https://calendars.example.com/2.ics" }, []);
    await changeCalendar(context, host, { id: calendarId, enabled: false }, []); // so that asking for it calls nobody
    const { _id: webhookId } = await createWebhook(context, host, { url: "https://stays.example.com/vacancy" }, []);
    const event = await service.store.events.findOne({ bookingId: booking._id, type: "booking.confirmed" }).orFail().lean();
    return { bookingId: booking._id, propertyId: property._id, blockId, caseId: found._id, userId: (await service.as(["guest"])).person.id, eventId: event._id, webhookId, calendarId, wishId, jobId: String(jobId) };
  }

  async function ask(name: RouteName, token: string | undefined, theirs: Theirs): Promise<Answer> {
    const { path, query, body, key }: RouteAsk = asks[name](theirs);
    const { method } = table[name];
    const response = await fetch(`${service.url}/api${path}${query ? `?${new URLSearchParams(query).toString()}` : ""}`, {
      method: method.toUpperCase(),
      headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(key && { "Idempotency-Key": key }), ...(body !== undefined && { "Content-Type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json().catch(() => undefined) };
  }

  const relist = async (theirs: Theirs) => {
    const { hostId } = await service.store.properties.findById(theirs.propertyId).orFail().lean();
    await list(service.context, { id: hostId, roles: ["host"] }, { id: theirs.propertyId });
  };

  const rolesAndStranger = [undefined, ...Role.options];

  for (const [name, permission] of ofRoutes.filter(([one]) => !ELSEWHERE.has(one))) {
    for (const role of rolesAndStranger) {
      const allowed = mayTry(permission, role && [role]);
      it(`${name} ${allowed ? "lets" : "does not let"} ${role ?? "a stranger"} try`, async () => {
        await relist(mine);
        // What people do to themselves changes who they are.
        const token = permission === "person" && role ? (await service.as([role])).token : (await signedIn(role))?.token;
        const { status, body } = await ask(name, token, mine);
        if (!allowed) return expect(body, `${status}`).to.include({ code: role ? "forbidden" : "unauthenticated" });
        if (permission !== "anyone") expect(status).not.to.be.oneOf([401, 403]);
        if (typeof permission !== "string") expect(status, JSON.stringify(body)).not.to.equal(404);
        expect(JSON.stringify(body ?? "text")).not.to.include("internal");
      });
      if (!role || typeof permission === "string" || permission[role] !== "own") continue;
      it(`${name} is nothing to a ${role} of another's`, async () => {
        await relist(anothers);
        const { status, body } = await ask(name, (await signedIn(role))?.token, anothers);
        const isList = !/[0-9a-f]{24}/.test(asks[name](anothers).path);
        if (!isList) expect(body).to.include({ code: "not_found" });
        else {
          expect(status).to.be.oneOf([200, 201, 400, 404]);
          for (const id of [anothers.bookingId, anothers.propertyId]) expect(JSON.stringify(body)).not.to.include(id);
        }
      });
    }
  }

  for (const [name, permission] of ofSockets) {
    const [namespace, request] = name.split(" ") as [NamespaceName, string | undefined];
    for (const role of rolesAndStranger) {
      const allowed = mayTry(permission, role && [role]);
      it(`${name} ${allowed ? "lets" : "does not let"} ${role ?? "a stranger"} in`, async () => {
        await relist(mine);
        const token = (await signedIn(role))?.token;
        const entering = connect(service.url, namespace, token);
        if (!allowed) {
          const refused = await entering.then(() => undefined, (error: { data?: unknown }) => error);
          return expect(refused?.data).to.include({ code: role ? "forbidden" : "unauthenticated" });
        }
        const client = await entering;
        if (request) expect(await client.ask(request, asks[name](mine))).to.include({ ok: true });
        client.close();
      });
    }
    const owner = typeof permission === "string" ? undefined : Role.options.find((role) => permission[role] === "own");
    if (!request || !owner) continue;
    it(`${name} tells its ${owner} nothing of another's`, async () => {
      const client = await connect(service.url, namespace, (await signedIn(owner))!.token);
      const answer = await client.ask(request, asks[name](anothers));
      if (request === "watch") expect(answer.error).to.include({ code: "not_found" });
      for (const id of [anothers.bookingId, anothers.propertyId]) expect(JSON.stringify(answer)).not.to.include(id);
      expect(await service.store.alertReads.countDocuments({ _id: anothers.eventId })).to.equal(0);
      client.close();
    });
  }

  it("support acts on bookings and not on roles", async () => {
    const support = (await signedIn("support"))!;
    expect((await ask("changeRole", support.token, mine)).status).to.equal(403);
  });

  it("whoever is staff is named by what they did, with the reason", async () => {
    const { context } = service;
    const admin = (await signedIn("admin"))!;
    const theirs = await things((await service.as(["guest"])).person.id, (await service.as(["host"])).person.id);
    await assignCase(context, { id: admin.id, roles: ["admin"] }, { id: theirs.caseId, reason: "I know this host" });
    const client = createClient(service.url, { Authorization: `Bearer ${admin.token}` });
    await client.post(`/ops/bookings/${theirs.bookingId}/refund`, { amount: 5, reason: "a broken lamp" }, { key: "lamp" });
    await client.post(`/ops/users/${theirs.userId}/suspend`, { reason: "a stolen card" });
    const events = await service.store.events.find({ "actor.id": admin.id }).sort({ at: 1 }).lean();
    expect(events.map(({ type, actor, data }) => [type, actor.role, data["reason"]])).to.include.deep.members([
      ["case.assigned", "admin", "I know this host"], ["payment.refund_decided", "admin", "a broken lamp"], ["user.suspended", "admin", "a stolen card"],
    ]);
  });
});
