/** The door that Stripe knocks at: who has not signed just now what came just so is not let in. */
import { expect } from "chai";
import { loadConfig } from "../../shared/config.ts";
import { type Service, startService } from "../support/service.ts";
import { signatureOf } from "../support/stripe/deliver.ts";
import { seconds } from "../support/stripe/state.ts";

const SECRET = "whsec_door";

describe("A notice of Stripe's", () => {
  let service: Service;

  before(async () => {
    const { stripe } = loadConfig({ STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: SECRET, STRIPE_API_BASE: "http://127.0.0.1:9" });
    service = await startService({ config: { stripe } });
  });
  after(() => service.close());

  /** One that concerns no payment, so that nothing is asked of Stripe. */
  const event = (id: string) => JSON.stringify({ id, object: "event", type: "customer.created", data: { object: { id: "cus_1", object: "customer", name: "Zoë" } } }, undefined, 2);

  async function tell(body: string | Uint8Array<ArrayBuffer>, signature?: string, headers: Record<string, string> = {}): Promise<number> {
    const given = { "Content-Type": "application/json", ...(signature !== undefined && { "Stripe-Signature": signature }), ...headers };
    const response = await fetch(`${service.url}/api/webhooks/stripe`, { method: "POST", body, headers: given });
    const answer = (await response.json()) as { fields?: { field: string }[] };
    if (response.status === 400) expect(answer.fields?.[0]?.field).to.equal("header.Stripe-Signature");
    return response.status;
  }
  const kept = (id: string) => service.store.notices.countDocuments({ _id: id });

  it("is taken with its signature, whatever its type of content says, and remembered", async () => {
    expect(await tell(event("evt_1"), signatureOf(event("evt_1"), SECRET))).to.equal(200);
    expect(await tell(event("evt_2"), signatureOf(event("evt_2"), SECRET), { "Content-Type": "text/plain" })).to.equal(200);
    expect([await kept("evt_1"), await kept("evt_2")]).to.deep.equal([1, 1]);
  });

  it("told again is taken again, and remembered once", async () => {
    const body = event("evt_again");
    const statuses = await Promise.all(Array.from({ length: 8 }, () => tell(body, signatureOf(body, SECRET))));
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
    expect(await kept("evt_again")).to.equal(1);
  });

  const body = event("evt_refused");
  /** Signed when it is sent, not when the file is read. */
  const refusals: [string, string, (() => string)?][] = [
    ["without a signature", body],
    ["with an empty one", body, () => ""],
    ["with nonsense for one", body, () => "t=now,v1=zzz"],
    ["signed with another secret", body, () => signatureOf(body, "whsec_other")],
    ["with another body", body.replace("cus_1", "cus_2"), () => signatureOf(body, SECRET)],
    ["with the same body spaced otherwise", JSON.stringify(JSON.parse(body)), () => signatureOf(body, SECRET)],
    ["signed six minutes ago", body, () => signatureOf(body, SECRET, seconds() - 360)],
    ["signed in two minutes", body, () => signatureOf(body, SECRET, seconds() + 120)],
    ["signed in a year", body, () => signatureOf(body, SECRET, seconds() + 31_536_000)],
    ["whose old signature is given another time", body, () => signatureOf(body, SECRET, seconds() - 360).replace(/t=\d+/, `t=${seconds()}`)],
    ["with a second time beside the one that was signed", body, () => `t=${seconds()},${signatureOf(body, SECRET, seconds() + 31_536_000)}`],
    ["by a scheme of another version", body, () => signatureOf(body, SECRET).replace("v1=", "v0=")],
    ["that is signed and no JSON", "{", () => signatureOf("{", SECRET)],
    ["that is signed and no event", "[]", () => signatureOf("[]", SECRET)],
    ["that is signed and empty", "", () => signatureOf("", SECRET)],
  ];
  for (const [what, sent, signature] of refusals) {
    it(`${what} is refused`, async () => {
      expect(await tell(sent, signature?.())).to.equal(400);
      expect(await kept("evt_refused")).to.equal(0);
    });
  }

  it("just a little old, or signed by a clock a little ahead, is taken", async () => {
    for (const [id, at] of [["evt_old", seconds() - 280], ["evt_ahead", seconds() + 30]] as const) {
      expect(await tell(event(id), signatureOf(event(id), SECRET, at)), id).to.equal(200);
    }
  });

  it("with another signature beside the right one, as while a secret is changed, is taken", async () => {
    const at = seconds();
    const [right, other] = [signatureOf(event("evt_roll"), SECRET, at), signatureOf(event("evt_roll"), "whsec_next", at)];
    expect(await tell(event("evt_roll"), `${other},${right.split(",")[1]}`)).to.equal(200);
  });

  it("larger than any is not read", async () => {
    const large = event("evt_large").replace("Zoë", "o".repeat(300_000));
    expect(await tell(large, signatureOf(large, SECRET))).to.equal(413);
  });

  it("whose payment can't be looked at is refused, and not remembered, so that it comes again", async function () {
    this.timeout(20_000);
    const paid = JSON.stringify({ id: "evt_paid", object: "event", type: "charge.succeeded", data: { object: { object: "charge", payment_intent: "pi_1" } } });
    expect(await tell(paid, signatureOf(paid, SECRET))).to.equal(503);
    expect(await kept("evt_paid")).to.equal(0);
  });

  it("is not listened to without Stripe's keys", async () => {
    const without = await startService();
    const { status } = await without.anyone.post("/webhooks/stripe", { id: "evt_1" });
    await without.close();
    expect(status).to.equal(404);
  });
});
