/** Rights that end before their tokens do, on two nodes of one MongoDB and without anything between them. */
import { expect } from "chai";
import type { NamespaceName } from "../../shared/contract/sockets.ts";
import type { Role } from "../../shared/contract/user.ts";
import { createClient, type Client } from "../support/client.ts";
import { connect, type LiveClient } from "../support/live.ts";
import { PASSWORD, startService, type Service, type SignedInClient } from "../support/service.ts";

/** Milliseconds in which every node must have cut what was opened. */
const WITHIN = 5000;
const COOKIE = "vacancy-refresh";

interface Device {
  browser: Client;
  token: string;
}

describe("A right that ends", function () {
  this.timeout(30_000);
  let nodes: [Service, Service];
  let support: SignedInClient;
  let admin: SignedInClient;

  before(async () => {
    const first = await startService();
    nodes = [first, await startService({ store: first.store })];
    [support, admin] = [await first.as(["support"]), await first.as(["admin"])];
  });
  after(async () => {
    await nodes[1].close();
    await nodes[0].close();
  });

  async function device(email: string): Promise<Device> {
    const browser = createClient(nodes[0].url);
    const { body } = await browser.post("/auth/login", { email, password: PASSWORD });
    return { browser, token: body.accessToken };
  }

  /** The same person's connections, one to each node. */
  const open = (namespace: NamespaceName, { token }: Device) => Promise.all(nodes.map(({ url }) => connect(url, namespace, token)));

  async function expectCut(clients: LiveClient[], since: number): Promise<void> {
    await Promise.all(clients.map((client) => client.waitFor<{ code: string }>("closing", ({ code }) => code === "revoked", WITHIN)));
    expect(performance.now() - since).to.be.below(WITHIN);
  }

  const statusOn = async ({ token }: Device) => {
    return Promise.all(nodes.map(async ({ url }) => (await createClient(url, { Authorization: `Bearer ${token}` }).get("/me")).status));
  };

  const person = async (roles: Role[] = ["guest"]) => nodes[0].as(roles);

  it("by signing out cuts that device on every node, and no other", async () => {
    const { email } = await person();
    const [laptop, phone] = [await device(email), await device(email)];
    const [ofLaptop, ofPhone] = [await open("/bookings", laptop), await open("/bookings", phone)];
    const since = performance.now();
    await laptop.browser.post("/auth/logout");
    await expectCut(ofLaptop, since);
    expect(await statusOn(laptop)).to.deep.equal([401, 401]);
    expect(await statusOn(phone)).to.deep.equal([200, 200]);
    for (const client of ofPhone) {
      expect(client.socket.connected).to.equal(true);
      client.close();
    }
  });

  const ends: [string, (email: string, id: string, other: Device) => Promise<unknown>][] = [
    ["by signing out everywhere", (_email, _id, { token }) => createClient(nodes[1].url, { Authorization: `Bearer ${token}` }).delete("/me/sessions")],
    ["by another password", (_email, _id, { token }) => createClient(nodes[1].url, { Authorization: `Bearer ${token}` }).post("/me/password", { current: PASSWORD, password: `${PASSWORD} 2` })],
    ["by suspension", (_email, id) => support.post(`/ops/users/${id}/suspend`, { reason: "a stolen card" })],
    ["by a role that is taken", (_email, id) => admin.post(`/ops/users/${id}/role`, { role: "host", granted: false, reason: "no host any more" })],
  ];
  for (const [what, end] of ends) {
    it(`${what} cuts every device on every node`, async () => {
      const { email, person: who } = await person(["guest", "host"]);
      const [laptop, phone] = [await device(email), await device(email)];
      const clients = [...(await open("/host", laptop)), ...(await open("/bookings", laptop)), ...(await open("/bookings", phone))];
      const since = performance.now();
      expect(await end(email, who.id, phone)).to.include({ status: 200 });
      await expectCut(clients, since);
      expect([await statusOn(laptop), await statusOn(phone)]).to.deep.equal([[401, 401], [401, 401]]);
    });
  }

  it("leaves what anyone may see", async () => {
    const { email } = await person();
    const laptop = await device(email);
    const [watching, own] = [await open("/availability", laptop), await open("/bookings", laptop)];
    await laptop.browser.post("/auth/logout");
    await expectCut(own, performance.now());
    for (const client of watching) {
      expect(client.socket.connected).to.equal(true);
      client.close();
    }
  });

  it("by a role that was given or taken goes on with a new token and the roles of now", async () => {
    const { email, person: who } = await person(["guest", "host"]);
    const laptop = await device(email);
    await admin.post(`/ops/users/${who.id}/role`, { role: "host", granted: false, reason: "no host any more" });
    const { status, body } = await laptop.browser.post("/auth/refresh");
    expect([status, body.user.roles]).to.deep.equal([200, ["guest"]]);
    expect(await statusOn({ ...laptop, token: body.accessToken })).to.deep.equal([200, 200]);
  });

  it("by suspension signs in nowhere until it is lifted, and says so to who has the password alone", async () => {
    const { email, person: who } = await person();
    await support.post(`/ops/users/${who.id}/suspend`, { reason: "a stolen card" });
    const login = (password: string) => createClient(nodes[1].url).post("/auth/login", { email, password });
    expect([(await login(PASSWORD)).body.code, (await login("wrong password")).body.code]).to.deep.equal(["forbidden", "unauthenticated"]);
    await support.post(`/ops/users/${who.id}/restore`, { reason: "it was a mistake" });
    expect((await login(PASSWORD)).status).to.equal(200);
  });

  it("by a refresh token that was stolen and used ends the family, cuts it, and support hears of it", async () => {
    const { email, person: who } = await person();
    const victim = await device(email);
    const thief = createClient(nodes[1].url);
    thief.cookies.set(COOKIE, victim.browser.cookies.get(COOKIE)!);
    const first = await thief.post("/auth/refresh");
    await thief.post("/auth/refresh"); // its successor is in use: the theft is no longer two tabs
    const clients = await open("/bookings", { browser: thief, token: first.body.accessToken });
    const since = performance.now();
    expect((await victim.browser.post("/auth/refresh")).status).to.equal(401);
    await expectCut(clients, since);
    expect((await thief.post("/auth/refresh")).status).to.equal(401);
    const events = await nodes[0].store.events.find({ userId: who.id, type: { $in: ["user.session_reused", "user.revoked"] } }).lean();
    expect(events.map(({ type }) => type)).to.have.members(["user.session_reused", "user.revoked"]);
  });

  it("is known to a node that starts afterwards", async () => {
    const { email } = await person();
    const laptop = await device(email);
    await laptop.browser.post("/auth/logout");
    const third = await startService({ store: nodes[0].store });
    expect((await createClient(third.url, { Authorization: `Bearer ${laptop.token}` }).get("/me")).status).to.equal(401);
    await third.close();
  });

  it("does not concern who signs in right after", async () => {
    const { email } = await person();
    const laptop = await device(email);
    await laptop.browser.post("/auth/logout");
    expect(await statusOn(await device(email))).to.deep.equal([200, 200]);
  });
});
