/** Production's limits over REST: each is met, told as the contract says, and does not reach anybody else. */
import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { addDays } from "../../shared/contract/dates.ts";
import { type RateName, strictLimits } from "../../shared/limits.ts";
import { addressKey } from "../../server/limits/address.ts";
import { createRates } from "../../server/limits/rates.ts";
import { createRefusals } from "../../server/limits/refusals.ts";
import { type Answer, createClient, type Client } from "../support/client.ts";
import { listedProperty } from "../support/fixtures.ts";
import { PASSWORD, startService, type Service } from "../support/service.ts";

const { rates } = strictLimits;
const codesOf = (answers: Answer[]) => answers.map(({ status, body }) => (status < 400 ? status : body.code));
const times = <T>(count: number, act: (index: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, index) => act(index)));

describe("Production's limits", function () {
  this.timeout(90_000);
  let service: Service;
  let addresses = 0;

  before(async () => {
    service = await startService({ config: { limits: strictLimits, trustProxy: 1 } });
  });
  after(() => service.close());

  /** A client from an address that nobody else has. */
  const from = (address = `198.51.${100 + (addresses >> 8)}.${addresses++ & 255}`, token?: string): Client =>
    createClient(service.url, { "X-Forwarded-For": address, ...(token !== undefined && { Authorization: `Bearer ${token}` }) });
  const login = (client: Client, email: string, password = "a wrong password") => client.post("/auth/login", { email, password });

  function expectLimited({ status, headers, body }: Answer, name: RateName): void {
    expect([status, body.code, body.retry]).to.deep.equal([429, "rate_limited", "later"]);
    const { most, seconds } = rates[name];
    const wait = Number(headers.get("Retry-After"));
    expect(wait).to.be.within(1, seconds).and.to.equal(body.retryAfter);
    expect(headers.get("RateLimit-Policy")).to.include(`"${name}";q=${most};w=${seconds}`);
    expect(headers.get("RateLimit")).to.include(`"${name}";r=0;t=${wait}`);
    expect(headers.get("Content-Type")).to.match(/^application\/problem\+json/);
  }

  it("end an address's requests, of IPv6 those of its /64, and leave others, probes and a provider's notices alone", async () => {
    const [here, nextDoor] = [from("2001:db8:1:2::1"), from("2001:db8:1:2:ffff::9")];
    const answers: Answer[] = [];
    for (let sent = 0; sent < rates.requests.most; sent += 100) answers.push(...(await times(100, (index) => (index % 2 ? here : nextDoor).get("/nothing"))));
    expect(new Set(codesOf(answers))).to.deep.equal(new Set(["not_found"]));
    expectLimited(await here.get("/nothing"), "requests");
    expectLimited(await nextDoor.get("/nothing"), "requests");
    expect((await from("2001:db8:1:3::1").get("/nothing")).status).to.equal(404);
    expect((await fetch(`${service.url}/healthz`, { headers: { "X-Forwarded-For": "2001:db8:1:2::1" } })).status).to.equal(200);
    const notice = await here.post("/webhooks/stripe", {});
    expect([notice.status, notice.headers.get("RateLimit-Policy")]).to.deep.equal([404, `"notices";q=${rates.notices.most};w=${rates.notices.seconds}`]);
  });

  it("slow down who tries many accounts from one address", async () => {
    const client = from();
    const answers = await times(rates.signIns.most, (index) => login(client, `nobody-${index}@vacancy.test`));
    expect(new Set(codesOf(answers))).to.deep.equal(new Set(["unauthenticated"]));
    expectLimited(await login(client, "nobody@vacancy.test"), "signIns");
  });

  it("slow down who tries one account from many addresses, the same whether there is one, and don't lock its person out", async () => {
    const { email } = await service.as(["guest"]);
    const home = from();
    expect((await login(home, email, PASSWORD)).status).to.equal(200);
    for (const tried of [email, "nobody-at-all@vacancy.test"]) {
      const answers = await times(rates.signInsOfAccount.most, () => login(from(), tried));
      expect(new Set(codesOf(answers)), tried).to.deep.equal(new Set(["unauthenticated"]));
      expectLimited(await login(from(), tried), "signInsOfAccount");
      expectLimited(await login(from(), tried.toUpperCase(), PASSWORD), "signInsOfAccount");
    }
    expect((await login(home, email, PASSWORD)).status).to.equal(200);
    expect((await login(from(), email)).body.code, "who knows the password has begun the count anew").to.equal("unauthenticated");
  });

  for (const [path, ofAccount, ofAddress, body] of [
    ["register", "registrationsOfAccount", "registrations", (email: string) => ({ email, password: PASSWORD, name: "Ada" })],
    ["forgot", "resetsOfAccount", "resets", (email: string) => ({ email })],
  ] as const) {
    it(`end letters to one address (${path}), and letters at the word of one address`, async () => {
      const known = (await service.as(["guest"])).email;
      for (const email of [known, `new-${path}@vacancy.test`]) {
        const answers = await times(rates[ofAccount].most, () => from().post(`/auth/${path}`, body(email)));
        expect(new Set(codesOf(answers))).to.deep.equal(new Set([202]));
        expectLimited(await from().post(`/auth/${path}`, body(email)), ofAccount);
      }
      const client = from();
      const answers = await times(rates[ofAddress].most, (index) => client.post(`/auth/${path}`, body(`${path}-${index}@vacancy.test`)));
      expect(new Set(codesOf(answers))).to.deep.equal(new Set([202]));
      expectLimited(await client.post(`/auth/${path}`, body(`${path}-more@vacancy.test`)), ofAddress);
    });
  }

  it("slow down who guesses a password with somebody's token, and who writes, holds or has calendars read without end, wherever from", async () => {
    const [thief, busy, eager] = [await service.as(["guest"]), await service.as(["guest"]), await service.as(["guest"])];
    const guess = () => from(undefined, thief.token).post("/me/password", { current: "a wrong password", password: "another long password" });
    await times(rates.passwords.most, guess);
    expectLimited(await guess(), "passwords");

    const write = () => from(undefined, busy.token).patch("/me", {});
    expect(new Set(codesOf(await times(rates.writes.most, write)))).to.deep.equal(new Set(["invalid_input"]));
    expectLimited(await write(), "writes");
    expect((await from(undefined, busy.token).get("/me")).status).to.equal(200);

    const hold = () => from(undefined, eager.token).post("/holds", {});
    expect(new Set(codesOf(await times(rates.holds.most, hold)))).to.deep.equal(new Set(["invalid_input"]));
    expectLimited(await hold(), "holds");
    expect((await from(undefined, eager.token).patch("/me", {})).status).to.equal(400);

    const host = await service.as(["host"]);
    const read = () => from(undefined, host.token).post(`/host/calendars/${"a".repeat(24)}/sync`, {});
    await times(rates.readings.most, read);
    expectLimited(await read(), "readings");
  });

  it("let a guest hold five stays of twenty at once, and another when one is let go", async () => {
    const [host, guest] = [await service.as(["host"]), await service.as(["guest"])];
    const actor = { id: host.person.id, roles: ["host" as const] };
    // Of many properties, so that no queue of this process keeps them apart.
    const properties = await times(20, () => listedProperty(service.context, actor));
    const checkIn = addDays(new Date().toISOString().slice(0, 10), 20);
    const hold = (index: number) => guest.post("/holds", { propertyId: properties[index]!._id, checkIn, checkOut: addDays(checkIn, 1), guests: 1 });
    const answers = await times(20, hold);
    const held = answers.filter(({ status }) => status === 201);
    expect(held).to.have.length(5);
    expect(await service.store.bookings.countDocuments({ guestId: guest.person.id })).to.equal(5);
    for (const { status, body, headers } of answers.filter(({ status }) => status !== 201)) {
      expect([status, body.code, body.retry]).to.deep.equal([429, "too_many_holds", "later"]);
      expect(Number(headers.get("Retry-After"))).to.be.within(1, 600);
    }
    const next = answers.findIndex(({ status }) => status !== 201);
    expect((await guest.delete(`/holds/${held[0]!.body.id}`)).status).to.equal(200);
    expect((await hold(next)).status).to.equal(201);
    expect((await hold(next)).body.code).to.equal("too_many_holds");
  });
});

describe("Each rate", () => {
  it("lets as many pass as it says, refuses the next alone, and begins anew when its time is over", async () => {
    const begun: [RateName, ReturnType<typeof createRates>["take"]][] = [];
    // One after another, so that the time of each is not over before all of it was taken.
    for (const name of Object.keys(rates) as RateName[]) {
      const { take } = createRates({ rates: { ...rates, [name]: { ...rates[name], seconds: 1 } } });
      const taken = await times(rates[name].most, () => take(name, "a"));
      expect(taken.filter((one) => one!.allowed), name).to.have.length(rates[name].most);
      expect(await take(name, "a"), name).to.include({ allowed: false, left: 0, wait: 1 });
      expect(await take(name, "b"), name).to.include({ allowed: true, left: rates[name].most - 1 });
      begun.push([name, take]);
    }
    await delay(1050);
    for (const [name, take] of begun) expect(await take(name, "a"), name).to.include({ allowed: true });
  });
});

describe("An address", () => {
  it("counts as itself, of IPv6 as its /64 however it is written", () => {
    for (const [ip, key] of [
      ["192.0.2.7", "192.0.2.7"],
      ["::ffff:192.0.2.7", "192.0.2.7"],
      ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
      ["2001:0DB8:0001:0002::", "2001:db8:1:2::/64"],
      ["2001:db8::1", "2001:db8:0:0::/64"],
      ["::1", "0:0:0:0::/64"],
      ["fe80::1%eth0", "fe80:0:0:0::/64"],
      ["64:ff9b::192.0.2.7", "64:ff9b:0:0::/64"],
      ["unheard of", "unknown"],
      ["", "unknown"],
    ]) expect(addressKey(ip!), ip).to.equal(key);
  });
});

describe("What was refused", () => {
  it("is counted, and the log gets the first of a kind and a sum, however many there are", async () => {
    const lines: object[] = [];
    const keep = (line: object) => void lines.push(line);
    const refusals = createRefusals({ warn: keep, info: keep } as never, 50);
    for (let times = 0; times < 10_000; times += 1) refusals.count("flood", { address: "192.0.2.7" });
    refusals.count("origin");
    await delay(80);
    refusals.close();
    expect(lines).to.deep.equal([{ what: "flood", address: "192.0.2.7" }, { what: "origin" }, { refused: { flood: 10_000, origin: 1 } }]);
    expect(refusals.counts()).to.deep.equal({ flood: 10_000, origin: 1 });
  });
});
