/** Whom Google's answer stands for: through the real service, a real provider in Google's place, and real redirects. */
import { expect } from "chai";
import { createUser } from "../../shared/accounts/create-user.ts";
import { hashPassword } from "../../shared/accounts/passwords.ts";
import { resetPassword } from "../../shared/accounts/reset-password.ts";
import { mailedToken } from "../../shared/accounts/tokens.ts";
import type { Role } from "../../shared/contract/user.ts";
import type { StoredUser } from "../../shared/store/documents.ts";
import { newWanderer } from "../support/google/browser.ts";
import type { Account } from "../support/google/provider.ts";
import { type ServiceWithGoogle, startWithGoogle } from "../support/google/service.ts";
import { PASSWORD, startService } from "../support/service.ts";

describe("Signing in with Google", function () {
  this.timeout(30_000);
  let all: ServiceWithGoogle;

  before(async () => {
    all = await startWithGoogle();
  });
  after(() => all?.close());

  const userOf = async (email: string): Promise<StoredUser> => all.service.store.users.findOne({ email }).orFail().lean();
  const typesOf = async (userId: string) => (await all.service.store.events.find({ userId }).sort({ at: 1, _id: 1 }).lean()).map(({ type }) => type);
  const login = async (email: string, password = PASSWORD) => (await all.service.anyone.post("/auth/login", { email, password })).status;
  const set = (email: string, change: object) => all.service.store.users.updateOne({ email }, { $set: change });
  const somebody = async (email: string, roles: Role[] = ["guest"]) => createUser(all.service.store, { email, name: "Ada", roles, passwordHash: await hashPassword(PASSWORD) });
  /** Signs in with a browser of its own. */
  const signIn = async (account: Account, next?: string) => {
    const browser = newWanderer();
    const ended = await all.signIn(browser, account, next);
    return { browser, ended, person: await all.whoIs(browser) };
  };
  const problemOf = async (account: Account) => {
    const { ended, person } = await signIn(account);
    expect(person, "a session").to.equal(undefined);
    return new URL(ended, all.url).searchParams.get("problem");
  };
  /** Chooses another password with the letter. */
  const reset = async (email: string) => {
    const token = await mailedToken(all.service.keys, "reset", await userOf(email), email);
    await resetPassword({ ...all.service.context, keys: all.service.keys }, { token, password: "quite another one" });
  };

  it("a page is told whether it can be offered, and there is nothing at its addresses where it can't", async () => {
    expect((await all.service.anyone.get("/auth/ways")).body).to.deep.equal({ google: true });
    const without = await startService({ store: all.service.store });
    expect((await without.anyone.get("/auth/ways")).body).to.deep.equal({ google: false });
    for (const path of ["/auth/google", "/auth/google/callback?code=x&state=y"]) {
      const { status, body } = await without.anyone.get(path);
      expect([status, body.code], path).to.deep.equal([404, "not_found"]);
    }
    await without.close();
  });

  it("a new person is a verified guest, whose password nobody knows until they ask for a letter", async () => {
    const account = all.google.person({ name: "Grace Hopper" });
    const { ended, person } = await signIn(account, "/stays?of=mine#top");
    expect(ended).to.equal("/stays?of=mine#top");
    const user = await userOf(account.email!);
    expect(person).to.deep.equal({ id: user._id, name: "Grace Hopper", roles: ["guest"] });
    expect(user).to.deep.include({ verified: true, epoch: 0 });
    expect(user.google?.sub).to.equal(account.sub);
    expect(await typesOf(user._id)).to.deep.equal(["user.registered", "user.linked"]);
    await reset(user.email);
    expect(await login(user.email, "quite another one")).to.equal(200);
  });

  it("what is kept and told of it holds no name and no address but the person's own document", async () => {
    const account = all.google.person();
    await signIn(account);
    const { _id } = await userOf(account.email!);
    const events = JSON.stringify(await all.service.store.events.find({ userId: _id }).lean());
    for (const secret of [account.email!, account.sub, "Grace"]) expect(events).not.to.include(secret);
  });

  it("a returning person is known by their account, whatever their address and name are by now", async () => {
    const account = all.google.person();
    const first = await signIn(account);
    Object.assign(account, { email: `other-${account.email}`, name: "Somebody Else" });
    const again = await signIn(account);
    expect(again.person).to.deep.equal(first.person);
    expect(await all.service.store.users.countDocuments({ "google.sub": account.sub })).to.equal(1);
    expect(await all.service.store.users.countDocuments({ email: account.email! })).to.equal(0);
  });

  it("another account with the address of somebody who has one is not theirs", async () => {
    const account = all.google.person();
    await signIn(account);
    expect(await problemOf(all.google.person({ email: account.email! }))).to.equal("google-password-first");
    expect((await userOf(account.email!)).google?.sub).to.equal(account.sub);
  });

  it("two tabs that end at once make one person", async () => {
    const account = all.google.person();
    const tabs = await Promise.all([1, 2, 3].map(async () => {
      const browser = newWanderer();
      return { browser, back: await all.chosen(browser, await all.asked(browser), account) };
    }));
    await Promise.all(tabs.map(({ browser, back }) => browser.get(back)));
    const people = await Promise.all(tabs.map(({ browser }) => all.whoIs(browser)));
    const { _id } = await userOf(account.email!);
    expect(people.map((person) => person?.id)).to.deep.equal([_id, _id, _id]);
  });

  it("no two people have one account at Google, says the database, and any number has none", async () => {
    const account = all.google.person();
    await signIn(account);
    const [one, two] = [await somebody("one@elsewhere.example"), await somebody("two@elsewhere.example")];
    const same = { google: (await userOf(account.email!)).google };
    for (const { email } of [one, two]) expect(await set(email, same).catch(({ code }) => code), email).to.equal(11000);
  });

  it("a verified account is linked where Google keeps the mailbox, and its password goes on", async () => {
    for (const say of [{ email: "Ada.Lovelace@Gmail.com" }, { email: "ada@analytical.example", hd: "analytical.example" }]) {
      const account = all.google.person(say);
      const email = say.email.toLowerCase();
      const { _id } = await somebody(email, ["guest", "host"]);
      expect((await signIn(account)).person).to.deep.equal({ id: _id, name: "Ada", roles: ["guest", "host"] });
      expect(await typesOf(_id)).to.deep.equal(["user.linked"]);
      expect(await login(email)).to.equal(200);
    }
  });

  it("a verified account with an address elsewhere asks for its password, however Google verified it once", async () => {
    const account = all.google.person({ email: "ada@elsewhere.example" });
    await somebody(account.email!);
    expect(await problemOf(account)).to.equal("google-password-first");
    expect((await userOf(account.email!)).google).to.equal(undefined);
  });

  it("an address that Google has not verified opens nothing, neither a new account nor a known one", async () => {
    const known = all.google.person({ email_verified: false });
    await somebody(known.email!);
    expect(await problemOf(known)).to.equal("google-unverified");
    const unknown = [all.google.person({ email_verified: false }), all.google.person({ email_verified: false, hd: "x.example" }), all.google.person({ email: undefined })];
    for (const account of unknown) expect(await problemOf(account)).to.equal("google-unverified");
    expect(await all.service.store.users.countDocuments({ "google.sub": { $in: unknown.map(({ sub }) => sub) } })).to.equal(0);
  });

  it("who owns the address takes over what a stranger registered with it: name, password, letter and sessions are worth nothing", async () => {
    const account = all.google.person({ name: "The Owner" });
    const email = account.email!;
    await all.service.anyone.post("/auth/register", { email, password: PASSWORD, name: "A Stranger" });
    const before = await userOf(email);
    const letter = await mailedToken(all.service.keys, "verification", before, email);
    const stranger = newWanderer();
    // A session of theirs can't be, before the address is verified; there is one all the same.
    await set(email, { verified: true });
    const { headers } = await all.service.anyone.post("/auth/login", { email, password: PASSWORD });
    stranger.cookiesOf(all.url).set("vacancy-refresh", /vacancy-refresh=([^;]+)/.exec(headers.getSetCookie()[0]!)![1]!);
    await set(email, { verified: false });

    const { person } = await signIn(account);
    expect(person).to.deep.equal({ id: before._id, name: "The Owner", roles: ["guest"] });
    expect(await userOf(email)).to.deep.include({ verified: true, epoch: before.epoch + 1 });
    expect(await login(email)).to.equal(401);
    expect((await all.service.anyone.post("/auth/verify-email", { token: letter })).status).to.equal(400);
    expect(await all.whoIs(stranger)).to.equal(undefined);
    expect((await typesOf(before._id)).slice(1)).to.have.members(["user.linked", "user.verified", "user.revoked"]);
  });

  it("an address elsewhere that another owns by now: choosing a password by letter ends the link", async () => {
    const account = all.google.person({ email: "once.mine@elsewhere.example" });
    const first = await signIn(account);
    expect((await signIn(account)).person, "while nothing changed").to.deep.equal(first.person);
    await reset(account.email!);
    expect(await problemOf(account)).to.equal("google-password-first");
  });

  it("choosing a password ends no link where Google keeps the mailbox", async () => {
    const account = all.google.person();
    const first = await signIn(account);
    await reset(account.email!);
    expect((await signIn(account)).person).to.deep.equal(first.person);
  });

  it("who is suspended or has left is refused, linked or not", async () => {
    const ends = [["suspended", { suspended: true }], ["deleted", { deletedAt: new Date() }]] as const;
    for (const [problem, change] of ends) {
      const [linked, known, waiting] = [all.google.person(), all.google.person(), all.google.person()];
      await signIn(linked);
      await somebody(known.email!);
      await all.service.anyone.post("/auth/register", { email: waiting.email!, password: PASSWORD, name: "Ada" });
      for (const account of [linked, known, waiting]) {
        await set(account.email!, change);
        expect(await problemOf(account), problem).to.equal(problem);
      }
      expect((await userOf(known.email!)).google).to.equal(undefined);
      expect((await userOf(waiting.email!)).verified).to.equal(false);
    }
  });

  it("a person without a name at Google is called by their address", async () => {
    const [nameless, lengthy] = [all.google.person({ name: "  " }), all.google.person({ name: "n".repeat(300) })];
    expect((await signIn(nameless)).person?.name).to.equal(nameless.email!.split("@")[0]);
    expect((await signIn(lengthy)).person?.name).to.equal("n".repeat(80));
  });
});
