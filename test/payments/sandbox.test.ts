/** The provider of a machine without keys, where it authorises and takes later. */
import { expect } from "chai";
import type { CaptureMethod } from "../../shared/payments/payments.ts";
import { createSandbox, type Sandbox } from "../../shared/payments/sandbox/sandbox.ts";
import { newId } from "../../shared/store/ids.ts";
import type { Store } from "../../shared/store/open.ts";
import { handClock, type HandClock } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";

const DAY = 86_400;

describe("The sandbox", () => {
  let store: Store;
  let time: HandClock;
  let sandbox: Sandbox;
  let noticed: string[];

  before(async () => {
    store = await freshStore();
  });
  after(() => store.close());
  beforeEach(() => {
    time = handClock("2026-11-24T08:00:00Z");
    sandbox = createSandbox({ store, clock: time.clock });
    noticed = [];
  });

  const notices = () => sandbox.settleDue((id) => Promise.resolve(void noticed.push(id)));

  async function tried(capture: CaptureMethod, card = "4242 4242 4242 4242") {
    const intent = await sandbox.createIntent({ bookingId: newId(), attempt: 1, amount: 900, currency: "EUR", capture });
    await sandbox.submit({ clientSecret: intent.clientSecret, card });
    await notices();
    return intent.id;
  }

  it("authorises for seven days where money is to be taken later, and takes nothing yet", async () => {
    const id = await tried("manual");
    expect(await sandbox.intent(id)).to.deep.include({ status: "requires_capture", captured: 0, authorisedUntil: new Date("2026-12-01T08:00:00Z"), attempt: 1, disputed: false });
  });

  it("asks the cardholder first where the card wants that", async () => {
    const id = await tried("manual", "4000 0025 0000 3155");
    const { clientSecret, status } = await sandbox.intent(id);
    expect(status).to.equal("requires_action");
    await sandbox.approve({ clientSecret, approve: true });
    await notices();
    expect((await sandbox.intent(id)).status).to.equal("requires_capture");
  });

  it("takes what was authorised once, and gives notice of it", async () => {
    const id = await tried("manual");
    noticed = [];
    const taken = await Promise.all(["a", "a", "b"].map((key) => sandbox.capture({ intentId: id, key })));
    for (const intent of taken) expect(intent).to.include({ status: "succeeded", captured: 900 });
    await notices();
    await notices();
    expect(noticed).to.deep.equal([id]);
  });

  it("takes nothing after the authorisation has run out, whether anything ran meanwhile or not", async () => {
    const [asked, swept] = [await tried("manual"), await tried("manual")];
    noticed = [];
    time.advance(7 * DAY);
    expect(await sandbox.capture({ intentId: asked, key: "a" })).to.include({ status: "canceled", captured: 0 }).and.not.have.property("authorisedUntil");
    await notices();
    expect(noticed).to.include.members([asked, swept]);
    expect((await sandbox.intent(swept)).status).to.equal("canceled");
  });

  it("lists an authorisation that has run out as what it then is, and what was made then as of then", async () => {
    const asOf = time.now();
    const id = await tried("manual");
    time.advance(7 * DAY);
    const { id: made } = await sandbox.createIntent({ bookingId: newId(), attempt: 1, amount: 900, currency: "EUR", capture: "manual" });
    const listed = async (since: Date) => {
      const given: string[] = [];
      for await (const intent of sandbox.intentsSince(since)) if ([id, made].includes(intent.id)) given.push(`${intent.id} ${intent.status}`);
      return given;
    };
    expect(await listed(asOf)).to.deep.equal([`${id} canceled`, `${made} requires_payment_method`]);
    expect(await listed(time.now())).to.deep.equal([`${made} requires_payment_method`]);
  });

  it("gives an authorisation up, and never what was taken", async () => {
    const [authorised, paid] = [await tried("manual"), await tried("automatic")];
    expect((await sandbox.cancelIntent(authorised)).status).to.equal("canceled");
    expect((await sandbox.capture({ intentId: authorised, key: "a" })).status).to.equal("canceled");
    expect(await sandbox.cancelIntent(paid)).to.include({ status: "succeeded", captured: 900 });
  });

  it("returns in parts what was taken, once for each key", async () => {
    const id = await tried("manual");
    await sandbox.capture({ intentId: id, key: "a" });
    for (const key of ["one", "one", "two"]) await sandbox.refund({ intentId: id, amount: 300, key });
    expect((await sandbox.intent(id)).refunded).to.equal(600);
  });

  it("has a card whose payments are disputed", async () => {
    expect(await sandbox.intent(await tried("automatic", "4000 0000 0000 0259"))).to.include({ status: "succeeded", disputed: true });
  });
});
