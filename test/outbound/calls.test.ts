import { expect } from "chai";
import { createOutbound, type OutboundRequest } from "../../shared/outbound/outbound.ts";
import type { OutboundProblem } from "../../shared/outbound/problem.ts";
import { type Answer, type Receiver, startReceiver } from "../support/webhooks/receiver.ts";

/** The time is more than any of these takes that has an end, also where the machine is busy. */
const LIMITS = { mostBytes: 1000, mostMilliseconds: 15_000, redirects: 3 };
/** Milliseconds, for those that have none. */
const SHORT = 400;

describe("Calls to addresses that others name", () => {
  let receiver: Receiver;
  before(async () => {
    receiver = await startReceiver();
  });
  after(() => receiver.close());
  beforeEach(() => {
    receiver.received.length = 0;
  });

  const ask = (asked: Partial<OutboundRequest> = {}, resolve?: () => Promise<string[]>) =>
    createOutbound({ allow: [receiver.allow, `inside.test:${receiver.port}`], ...(resolve && { resolve }) }).request({ url: receiver.url(), ...LIMITS, ...asked });
  const problemOf = (answer: Answer, asked: Partial<OutboundRequest> = {}) => {
    receiver.answers(() => answer);
    return ask(asked).then(() => "answered", ({ code, message }: OutboundProblem) => `${code}: ${message}`);
  };

  it("bring status, head and body, and ask for an answer that is not compressed", async () => {
    receiver.answers(() => ({ status: 418, headers: { ETag: "a" }, body: "tea" }));
    const answer = await ask({ method: "POST", body: "käse", headers: { "Content-Type": "text/plain" } });
    expect(answer).to.deep.include({ status: 418, url: receiver.url() });
    expect([answer.body.toString(), answer.headers.etag]).to.deep.equal(["tea", "a"]);
    expect(receiver.received[0]).to.deep.include({ method: "POST", body: "käse" });
    expect(receiver.received[0]!.headers).to.include({ "accept-encoding": "identity", "content-type": "text/plain", "content-length": "5", connection: "close" });
  });

  it("end where the answer, its head or its time has no end", async () => {
    const began = performance.now();
    expect(await problemOf("hangs", { mostMilliseconds: SHORT })).to.equal("too_slow: It took too long");
    expect(await problemOf("stalls", { mostMilliseconds: SHORT })).to.match(/^too_slow/);
    expect(await problemOf("drips", { mostBytes: 1e6, mostMilliseconds: SHORT })).to.match(/^too_slow/);
    const slow = performance.now() - began;
    expect(slow).to.be.at.least(2.9 * SHORT);
    expect(await problemOf("streams")).to.equal("too_large: Its answer is larger than 1000 bytes");
    expect(await problemOf({ status: 200, body: "x".repeat(1001) })).to.match(/^too_large/);
    expect(await problemOf({ status: 200, body: "x".repeat(1000) })).to.equal("answered");
    expect(await problemOf("huge head")).to.match(/^too_large: The head/);
    expect(await problemOf("promises")).to.match(/^too_large: It says/);
    console.log(`      three that were slow took ${Math.round(slow)} ms of ${3 * SHORT}, the others ${Math.round(performance.now() - began - slow)}`);
  });

  it("fail where it ends the connection, or speaks something else", async () => {
    expect(await problemOf("cuts")).to.equal("failed: It ended the connection before it had answered");
    expect(await problemOf("cuts body")).to.match(/^failed: It ended/);
    expect(await problemOf("babbles")).to.equal("failed: Its answer is not HTTP");
    expect(await problemOf("upgrades")).to.match(/^failed/);
    expect(await problemOf({ status: 200, headers: { "Content-Encoding": "gzip" }, body: "x" })).to.match(/^failed: Its answer is compressed/);
    const gone = await startReceiver();
    await gone.close();
    const refused = await createOutbound({ allow: [gone.allow] }).request({ url: gone.url(), ...LIMITS }).catch((error: OutboundProblem) => error.message);
    expect(refused).to.equal("It refused the connection");
  });

  it("whose head is the answer read no more than that", async () => {
    for (const how of ["streams", "stalls", "drips", "cuts body"] as const) {
      receiver.answers(() => how);
      const answer = await ask({ mostBytes: 0 });
      expect([answer.status, answer.body.length], how).to.deep.equal([200, 0]);
    }
  });

  it("follow redirects as often as is said, and to what could be called itself", async () => {
    const to = (location: string, status = 302): Answer => ({ status, headers: { Location: location } });
    receiver.answers(({ path }) => (path === "/3" ? { status: 200, body: "there" } : to(`/${Number(path.slice(1)) + 1}`, 308)));
    const answer = await ask({ url: receiver.url("/0") });
    expect([answer.url, answer.body.toString()]).to.deep.equal([receiver.url("/3"), "there"]);
    expect(await ask({ url: receiver.url("/0"), redirects: 2 }).catch((error: OutboundProblem) => error.code)).to.equal("too_many_redirects");
    expect((await ask({ redirects: 0 })).status).to.equal(308);
    expect((await ask({ url: receiver.url("/0"), method: "POST", body: "once" })).status).to.equal(308);
    const other = await startReceiver();
    for (const location of ["https://169.254.169.254/latest/meta-data/", "http://127.0.0.1/", other.url(), "https://localhost/", "file:///etc/passwd", "https://user@stays.example.com/", "https://[::1]/"]) {
      receiver.received.length = 0;
      expect(await problemOf(to(location)), location).to.match(/^refused/);
      expect(receiver.received, location).to.have.length(1);
    }
    expect(await problemOf(to("https://[/"))).to.match(/^failed: It sends on to what is no address/);
    expect(other.connections()).to.equal(0);
    await other.close();
  });

  it("look at a name once, and connect to what was looked at, however it changes", async () => {
    const elsewhere = await startReceiver({ host: "127.0.0.2", port: receiver.port });
    receiver.answers(() => ({ status: 200, body: "first" }));
    let looks = 0;
    const changing = async () => (looks++ === 0 ? ["127.0.0.1"] : ["127.0.0.2"]);
    const url = receiver.url("/", "inside.test");
    expect((await ask({ url }, changing)).body.toString()).to.equal("first");
    expect([looks, elsewhere.connections()]).to.deep.equal([1, 0]);
    // What a name stands for after a redirect is looked at again: then it is the other.
    looks = 0;
    receiver.answers(() => ({ status: 302, headers: { Location: url } }));
    await ask({ url }, changing);
    expect([looks, elsewhere.connections()]).to.deep.equal([2, 1]);
    await elsewhere.close();
  });

  it("are over in time also where the name is not found in time", async () => {
    const never = () => new Promise<string[]>(() => {});
    expect(await ask({ url: receiver.url("/", "inside.test"), mostMilliseconds: 100 }, never).catch((error: OutboundProblem) => error.code)).to.equal("too_slow");
  });
});
