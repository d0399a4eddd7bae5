/** What keeps one person's way to Google from being used by another: each test is somebody who tries. */
import { createHash, generateKeySync } from "node:crypto";
import { Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { exportJWK, generateKeyPair } from "jose";
import pino from "pino";
import { newFlow, sealFlow } from "../../shared/accounts/google-flow.ts";
import { loadConfig } from "../../shared/config.ts";
import { startServer } from "../../server/start.ts";
import { newWanderer, type Wanderer } from "../support/google/browser.ts";
import { CLIENT } from "../support/google/provider.ts";
import { type ServiceWithGoogle, startWithGoogle } from "../support/google/service.ts";

const COOKIE = "vacancy-google";
const DISCOVERY = "/.well-known/openid-configuration";

describe("The way to Google and back", function () {
  this.timeout(30_000);
  let all: ServiceWithGoogle;
  let browser: Wanderer;

  before(async () => {
    all = await startWithGoogle({ trustProxy: 1 });
  });
  after(() => all?.close());
  let others: ServiceWithGoogle[] = [];
  const another = async () => {
    others.push(await startWithGoogle());
    return others.at(-1)!;
  };
  afterEach(async () => {
    for (const one of others) await one.close();
    others = [];
  });
  beforeEach(() => {
    browser = newWanderer();
    all.google.refused.length = 0;
  });

  const change = (address: string, params: Record<string, string | undefined>) => {
    const changed = new URL(address);
    for (const [name, value] of Object.entries(params)) {
      if (value === undefined) changed.searchParams.delete(name);
      else changed.searchParams.set(name, value);
    }
    return changed.href;
  };
  const valueOf = (address: string, name: string) => new URL(address).searchParams.get(name) ?? "";
  /** There, with an account chosen, and about to come back. */
  const back = async (wanderer = browser) => all.chosen(wanderer, await all.asked(wanderer), all.google.person());
  /** Where this leads, and that no session begins. */
  const problemAt = async (address: string, wanderer = browser) => {
    const { status, location, headers } = await wanderer.get(address);
    expect(status).to.equal(303);
    expect(location).to.match(/^\/sign-in\?problem=/);
    expect(headers.getSetCookie().join()).not.to.include("vacancy-refresh");
    return new URL(location!, all.url).searchParams.get("problem");
  };
  const sessions = () => all.service.store.sessions.countDocuments();

  it("asks with PKCE (S256), state and nonce, anew each time, and comes back to the public address", async () => {
    const [one, two] = [await all.asked(browser), await all.asked(browser)];
    const params = Object.fromEntries(new URL(one).searchParams);
    expect(params).to.include({ client_id: CLIENT.clientId, response_type: "code", scope: "openid email profile", code_challenge_method: "S256", redirect_uri: `${all.url}/api/auth/google/callback` });
    for (const name of ["state", "nonce", "code_challenge"]) expect(valueOf(one, name), name).to.match(/^[\w-]{43}$/).and.not.equal(valueOf(two, name));
  });

  it("what the browser carries is for ten minutes, for no script, and can't be read", async () => {
    const { headers, location } = await browser.get(`${all.url}/api/auth/google`);
    const [cookie = ""] = headers.getSetCookie();
    expect(cookie).to.match(/^vacancy-google=eyJ/);
    expect(cookie.split("; ")).to.include.members(["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"]);
    const readable = cookie.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1")).join();
    for (const name of ["state", "nonce"]) expect(readable).not.to.include(valueOf(location!, name));
    expect(headers.get("Cache-Control")).to.equal("no-store");
    const safe = await newWanderer().get(`${all.url}/api/auth/google`, { "X-Forwarded-Proto": "https" });
    expect(safe.headers.getSetCookie()[0]).to.match(/^__Host-vacancy-google=.*; Secure/);
  });

  it("ends with the session's cookie and without its own", async () => {
    const { status, headers, location } = await browser.get(await back());
    expect([status, location]).to.deep.equal([303, "/"]);
    expect(headers.getSetCookie().find((line) => line.startsWith("vacancy-refresh="))).to.match(/HttpOnly.*SameSite=Strict/);
    expect(browser.cookiesOf(all.url).has(COOKIE)).to.equal(false);
  });

  it("ends the session that this browser had before, and no other", async () => {
    const [one, two] = [all.google.person(), all.google.person()];
    const phone = newWanderer();
    await all.signIn(phone, one);
    await all.signIn(browser, one);
    const copy = newWanderer();
    copy.cookiesOf(all.url).set("vacancy-refresh", browser.cookiesOf(all.url).get("vacancy-refresh")!);
    await all.signIn(browser, two);
    expect((await all.whoIs(browser))?.id).to.be.a("string").and.not.equal((await all.whoIs(phone))?.id);
    expect(await all.whoIs(copy)).to.equal(undefined);
  });

  it("a state that is wrong, missing or twice there is refused before Google is asked", async () => {
    const address = await back();
    const before = await sessions();
    for (const wrong of [change(address, { state: "x".repeat(43) }), change(address, { state: undefined }), `${change(address, { state: "other" })}&state=${valueOf(address, "state")}`]) {
      expect(await problemAt(wrong)).to.equal("google-expired");
    }
    expect(await problemAt(`${address}&state=other`)).to.equal("google-refused");
    expect(await sessions()).to.equal(before);
    expect(all.google.refused).to.deep.equal([]);
  });

  it("another browser can't end it, neither without a way of its own nor with one", async () => {
    const address = await back();
    const victim = newWanderer();
    expect(await problemAt(address, victim)).to.equal("google-expired");
    await all.asked(victim);
    expect(await problemAt(address, victim)).to.equal("google-expired");
    expect((await browser.get(address)).location, "the one that began").to.equal("/");
  });

  it("it ends once: not again in the same browser, nor with a copy of what it carried", async () => {
    const address = await back();
    const carried = browser.cookiesOf(all.url).get(COOKIE)!;
    expect((await browser.get(address)).location).to.equal("/");
    expect(await problemAt(address)).to.equal("google-expired");
    browser.cookiesOf(all.url).set(COOKIE, carried);
    expect(await problemAt(address)).to.equal("google-expired");
    expect(all.google.refused, "asked again").to.deep.equal([]);
  });

  it("ten minutes later it has ended; a second before, not", async () => {
    const [slow, slower] = [newWanderer(), newWanderer()];
    const [first, second] = [await back(slow), await back(slower)];
    all.time.advance(599);
    expect((await slow.get(first)).location).to.equal("/");
    all.time.advance(1);
    expect(await problemAt(second, slower)).to.equal("google-expired");
  });

  it("what the browser carries can't be changed, made elsewhere, or be another token of ours", async () => {
    const address = await back();
    const good = browser.cookiesOf(all.url).get(COOKIE)!;
    const [head = "", ...rest] = good.split(".");
    const otherKey = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(head, "base64url").toString()), kid: "other" })).toString("base64url");
    const { token } = await all.service.as(["guest"]);
    const { kid } = all.service.keys[0]!;
    const forged = await sealFlow([{ kid, secret: generateKeySync("hmac", { length: 256 }) }], { ...newFlow("/"), state: valueOf(address, "state") }, all.time.now());
    for (const bad of [`${good.slice(0, -30)}${good.at(-30) === "A" ? "B" : "A"}${good.slice(-29)}`, [otherKey, ...rest].join("."), forged, token, "x"]) {
      browser.cookiesOf(all.url).set(COOKIE, bad);
      expect(await problemAt(address)).to.equal("google-expired");
    }
  });

  it("with another PKCE verifier Google refuses the code", async () => {
    const challenge = createHash("sha256").update("of somebody else").digest("base64url");
    const asked = change(await all.asked(browser), { code_challenge: challenge });
    expect(await problemAt(await all.chosen(browser, asked, all.google.person()))).to.equal("google-refused");
    expect(all.google.refused).to.deep.equal(["invalid_grant: code_verifier does not match code_challenge"]);
  });

  it("an answer made for another nonce is refused", async () => {
    const asked = change(await all.asked(browser), { nonce: "of-somebody-else" });
    expect(await problemAt(await all.chosen(browser, asked, all.google.person()))).to.equal("google-refused");
    expect(all.google.refused, "Google itself saw nothing wrong").to.deep.equal([]);
  });

  it("a code of another way, used or not, is refused by Google", async () => {
    const [stolen, used] = [await back(newWanderer()), await back()];
    await browser.get(used);
    for (const code of [valueOf(stolen, "code"), valueOf(used, "code"), "made-up"]) {
      const address = await back();
      expect(await problemAt(change(address, { code }))).to.equal("google-refused");
    }
    expect(all.google.refused).to.have.length(3);
  });

  it("an answer that is another issuer's, or doesn't say whose, is refused before its code is used", async () => {
    for (const iss of ["https://accounts.google.example", undefined]) {
      const address = await back();
      expect(valueOf(address, "iss")).to.equal(all.google.issuer);
      expect(await problemAt(change(address, { iss }))).to.equal("google-refused");
    }
    expect(all.google.refused).to.deep.equal([]);
  });

  it("a signature that is not of Google's keys is refused", async () => {
    const fresh = await another();
    const { publicKey } = await generateKeyPair("RS256", { extractable: true });
    fresh.google.instead.set("/jwks", { keys: [{ ...(await exportJWK(publicKey)), alg: "RS256", use: "sig", kid: "other" }] });
    expect(await fresh.signIn(browser, fresh.google.person())).to.equal("/sign-in?problem=google-refused");
  });

  it("who does not agree at Google is back at signing in, and knows where they wanted to go", async () => {
    const page = await browser.follow(await all.asked(browser, "/stays"), `${all.google.issuer}/who/`);
    const address = await browser.follow(`${page}?refuse`, `${all.url}/api/auth/google/callback`);
    expect((await browser.get(address)).location).to.equal("/sign-in?problem=google-cancelled&next=%2Fstays");
  });

  for (const next of [
    "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "/.//evil.example", "/x/..//evil.example", "/%2e//evil.example",
    "///evil.example", "javascript:alert(1)", "evil.example", "@evil.example", ".evil.example", " //evil.example", "http:evil.example", `/${"x".repeat(5000)}`, "",
  ]) {
    it(`leads nowhere else: ${JSON.stringify(next.slice(0, 30))}`, async () => {
      expect(await all.signIn(browser, all.google.person(), next)).to.equal("/");
      const page = await browser.follow(await all.asked(browser, next), `${all.google.issuer}/who/`);
      const refused = await browser.follow(`${page}?refuse`, `${all.url}/api/auth/google/callback`);
      expect((await browser.get(refused)).location).to.equal("/sign-in?problem=google-cancelled");
    });
  }

  it("with Google down the service is healthy and says so; with Google back it works, without a restart", async () => {
    const fresh = await another();
    while (!(await fetch(`${fresh.url}/readyz`)).ok) await delay(20); // its feed is being opened
    fresh.google.isDown = true;
    const ask = () => newWanderer().get(`${fresh.url}/api/auth/google?next=%2Fstays`);
    expect(await ask()).to.deep.include({ status: 303, location: "/sign-in?problem=google-unavailable&next=%2Fstays" });
    for (const path of ["/healthz", "/readyz"]) expect((await fetch(fresh.url + path)).status, path).to.equal(200);
    fresh.google.isDown = false;
    fresh.google.instead.set(DISCOVERY, { ...((await (await fetch(fresh.google.issuer + DISCOVERY)).json()) as object), issuer: "https://accounts.google.example" });
    expect((await ask()).location, "an issuer that calls itself otherwise").to.include("problem=google-unavailable");
    fresh.google.instead.clear();
    const address = await fresh.chosen(browser, await fresh.asked(browser), fresh.google.person());
    fresh.google.isDown = true;
    expect((await browser.get(address)).location, "down between").to.equal("/sign-in?problem=google-unavailable");
    fresh.google.isDown = false;
    expect(await fresh.signIn(browser, fresh.google.person())).to.equal("/");
  });

  it("logs neither codes, states, cookies nor secrets, whether it went well or not", async () => {
    const lines: string[] = [];
    const log = pino({ level: "trace" }, new Writable({ write: (chunk, _encoding, next) => (lines.push(String(chunk)), next()) }));
    const config = { ...loadConfig({ NODE_ENV: "test", PORT: "0" }), publicUrl: all.url, google: { issuer: all.google.issuer, ...CLIENT } };
    const server = await startServer({ store: all.service.store, config, log, clock: all.time.clock });
    const through = async (params: Record<string, string>) => {
      const { location } = await browser.get(`${server.url}/api/auth/google`);
      const address = await all.chosen(browser, change(location!, params), all.google.person());
      const carried = [...browser.cookiesOf(server.url).values()];
      await browser.get(address.replace(all.url, server.url));
      return [valueOf(location!, "state"), valueOf(location!, "nonce"), valueOf(address, "code"), ...carried, ...browser.cookiesOf(server.url).values()];
    };
    const secrets = [CLIENT.clientSecret, ...(await through({})), ...(await through({ nonce: "other" })), ...(await through({ code_challenge: "x".repeat(43) }))];
    await server.close();
    const logged = lines.join("");
    expect(logged).to.include("signing in with Google failed").and.include("invalid_grant").and.include("/api/auth/google/callback");
    for (const secret of secrets) expect(logged).not.to.include(secret);
  });
});
