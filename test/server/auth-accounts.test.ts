import { expect } from "chai";
import { mailedToken } from "../../shared/accounts/tokens.ts";
import type { StoredUser } from "../../shared/store/documents.ts";
import type { Client } from "../support/client.ts";
import { PASSWORD, startService, type Service } from "../support/service.ts";

describe("Accounts", () => {
  let service: Service;
  let anyone: Client;

  before(async function () {
    this.timeout(60_000);
    service = await startService();
    anyone = service.anyone;
  });
  after(() => service.close());

  const register = (email: string, password = PASSWORD) => anyone.post("/auth/register", { email, password, name: "Ada" });
  const login = (email: string, password = PASSWORD) => anyone.post("/auth/login", { email, password });
  const userOf = (email: string) => service.store.users.findOne({ email }).orFail().lean();
  const verify = async (email: string) => {
    expect((await anyone.post("/auth/verify-email", { token: await tokenFor(email) })).status).to.equal(200);
  };
  const verificationToken = (user: StoredUser, now = new Date()) => mailedToken(service.keys, "verification", user, user.email, now);
  const tokenFor = async (email: string) => verificationToken(await userOf(email));

  it("registering makes a guest whose address is not verified, tells it as an event, and signs nobody in", async () => {
    const answer = await register("ada@example.com");
    expect(answer).to.deep.include({ status: 202, body: { done: true } });
    expect(answer.headers.getSetCookie()).to.deep.equal([]);
    const user = await userOf("ada@example.com");
    expect(user).to.deep.include({ name: "Ada", roles: ["guest"], verified: false });
    const events = await service.store.events.find({ userId: user._id }).lean();
    expect(events).to.have.length(1);
    expect(events[0]).to.deep.include({ type: "user.registered", actor: { id: user._id, role: "guest" }, data: {} });
  });

  it("a password is kept as argon2id of 19 MiB and two passes", async () => {
    await register("hashed@example.com");
    expect((await userOf("hashed@example.com")).passwordHash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("registering a verified address answers the same and changes nothing", async () => {
    await register("known@example.com");
    await verify("known@example.com");
    const before = await userOf("known@example.com");
    const again = await register("Known@Example.com", "another password");
    expect(again).to.deep.include({ status: 202, body: { done: true } });
    expect(await userOf("known@example.com")).to.deep.equal(before);
    expect(await service.store.events.countDocuments({ userId: before._id, type: "user.registered" })).to.equal(1);
  });

  it("until an address is verified the latest registration holds, and an older letter verifies nothing", async () => {
    await register("taken@example.com", "the password of a stranger");
    const strangers = await tokenFor("taken@example.com");
    await register("taken@example.com", "the password of its owner");
    expect((await service.anyone.post("/auth/verify-email", { token: strangers })).body.code).to.equal("invalid_input");
    await verify("taken@example.com");
    expect((await login("taken@example.com", "the password of a stranger")).status).to.equal(401);
    expect((await login("taken@example.com", "the password of its owner")).status).to.equal(200);
  });

  it("registering takes the same time whether the address is known or not", async () => {
    const timed = async (email: string) => {
      const began = performance.now();
      await register(email);
      return performance.now() - began;
    };
    await register("timed@example.com");
    let [known, unknown] = [Infinity, Infinity];
    // In turns, and by what took least: a machine that stood still is not what a stranger would learn from.
    for (let turn = 0; turn < 5 && !(Math.abs(known - unknown) < 100); turn += 1) {
      known = Math.min(known, await timed("timed@example.com"));
      unknown = Math.min(unknown, await timed(`untimed-${turn}@example.com`));
    }
    expect(Math.min(known, unknown)).to.be.at.least(249);
    expect(Math.abs(known - unknown)).to.be.below(100);
  });

  it("one address registered ten times at once makes one person", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => register("burst@example.com")));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(10).fill(202));
    const users = await service.store.users.find({ email: "burst@example.com" }).lean();
    expect(users).to.have.length(1);
    await verify("burst@example.com");
  });

  it("until the address is verified, signing in answers as for a wrong password and for a stranger", async () => {
    await register("waiting@example.com");
    const guest = await service.as(["guest"]);
    const [unverified, wrong, stranger] = [await login("waiting@example.com"), await login(guest.email, "wrong"), await login("nobody@example.com")];
    expect(unverified.status).to.equal(401);
    expect(unverified.body.code).to.equal("unauthenticated");
    for (const other of [wrong, stranger]) {
      expect(other.status).to.equal(unverified.status);
      expect(other.body).to.deep.equal(unverified.body);
      expect([...other.headers.keys()]).to.deep.equal([...unverified.headers.keys()]);
    }
  });

  it("signing in takes a stranger as long as somebody known", async () => {
    const guest = await service.as(["guest"]);
    const timed = async (email: string) => {
      const began = performance.now();
      await login(email, "wrong");
      return performance.now() - began;
    };
    // In turns, so that a busy machine is as busy for both.
    const times: { known: number; stranger: number }[] = [];
    for (let run = 0; run < 9; run += 1) times.push({ known: await timed(guest.email), stranger: await timed("nobody@example.com") });
    const median = (who: "known" | "stranger") => times.map((time) => time[who]).sort((a, b) => a - b)[4] as number;
    const [known, stranger] = [median("known"), median("stranger")];
    expect(stranger / known).to.be.within(0.6, 1.7);
  });

  it("the token of the letter verifies the address, once and as often as it is sent", async () => {
    await register("letter@example.com");
    const token = await tokenFor("letter@example.com");
    for (let time = 0; time < 2; time += 1) {
      expect(await anyone.post("/auth/verify-email", { token })).to.deep.include({ status: 200, body: { done: true } });
    }
    const user = await userOf("letter@example.com");
    expect(await service.store.events.countDocuments({ type: "user.verified", userId: user._id })).to.equal(1);
    const answer = await login("LETTER@example.com");
    expect(answer.status).to.equal(200);
    expect(answer.body.user).to.deep.equal({ id: user._id, name: "Ada", roles: ["guest"] });
  });

  it("a letter verifies nothing after a day, for another address, or with another kind of token", async () => {
    await register("late@example.com");
    const user = await userOf("late@example.com");
    const yesterday = new Date(Date.now() - 24 * 3600 * 1000 - 1000);
    const guest = await service.as(["guest"]);
    const tokens = [
      await verificationToken(user, yesterday),
      await verificationToken({ ...user, email: "other@example.com" }),
      guest.token,
      "not.a.token",
    ];
    for (const token of tokens) {
      const { status, body } = await anyone.post("/auth/verify-email", { token });
      expect(status).to.equal(400);
      expect(body).to.deep.include({ code: "invalid_input", fields: [{ field: "body.token", problem: "is not valid, or no longer" }] });
    }
    expect((await userOf("late@example.com")).verified).to.equal(false);
  });

  it("the token of a letter signs nobody in", async () => {
    await register("mixed@example.com");
    const { status } = await anyone.get("/me", { headers: { Authorization: `Bearer ${await tokenFor("mixed@example.com")}` } });
    expect(status).to.equal(401);
  });

  it("a person is told who they are, and nothing of the password", async () => {
    const guest = await service.as(["guest"]);
    expect((await guest.get("/me")).body).to.deep.equal({ ...guest.person, email: guest.email, language: "en", letters: { reminders: true, alerts: true, wishes: true } });
  });

  it("a guest becomes a host, once and as often as it is asked", async () => {
    const guest = await service.as(["guest"]);
    await guest.post("/me/host");
    expect((await guest.post("/me/host", {})).body.roles).to.deep.equal(["guest", "host"]);
  });

  it("the token of somebody who is gone is worth nothing", async () => {
    const guest = await service.as(["guest"]);
    await service.store.users.deleteOne({ _id: guest.person.id });
    expect((await guest.get("/me")).status).to.equal(401);
    expect((await guest.post("/me/host")).status).to.equal(401);
  });
});
