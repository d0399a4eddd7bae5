/** Paying by card through Stripe: the real server and its policy, our fake of Stripe, and a real browser that finds it. */
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { addDays } from "../../shared/contract/dates.ts";
import { buildPage } from "../../embedded/page.ts";
import { violationsOn } from "../support/axe.ts";
import { launchBrowser, watchForErrors } from "../support/browser.ts";
import { PASSWORD } from "../support/service.ts";
import { type PageStripe, standInForStripe } from "../support/stripe/page.ts";
import { type ServiceWithStripe, startWithStripe } from "../support/stripe/service.ts";

const GOOD = "4242 4242 4242 4242";
const DECLINED = "4000 0000 0000 0002";
const ASKS = "4000 0025 0000 3155";

describe("Paying through Stripe in a browser", function () {
  this.timeout(60_000);
  let all: ServiceWithStripe;
  let browser: Browser;
  let context: BrowserContext;
  let stripe: PageStripe;
  let page: Page;
  let errors: string[];

  before(async () => {
    await buildPage(() => {});
    all = await startWithStripe();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await all?.close();
  });
  beforeEach(async () => {
    all.nextNights();
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
    stripe = await standInForStripe(context, all.fake);
    page = await context.newPage();
    errors = watchForErrors(page);
  });
  afterEach(() => context.close());

  const deliver = () => all.fake.deliver(all.endpoint);
  const payButton = () => page.getByRole("button", { name: /^Pay / });
  const fields = () => page.frameLocator("iframe[title='Secure payment input frame']");
  const bank = () => page.frameLocator("iframe[title='3D Secure']");
  const heading = (name: string) => page.getByRole("heading", { name, exact: true, level: 1 });
  const agreed = () => page.getByText("Your bank has agreed.");

  async function signInTo(id: string): Promise<void> {
    await page.goto(`${all.service.url}/sign-in?next=/stays/${id}`);
    await page.getByLabel("Email").fill(all.guest.email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname === `/stays/${id}`);
  }

  /** Signs in and looks at a stay that is held. @returns its id */
  async function openHeld(): Promise<string> {
    const { body: booking } = await all.guest.post("/holds", all.stay());
    await signInTo(booking.id);
    await heading("Pay to confirm your stay").waitFor();
    return booking.id;
  }

  async function payWith(card: string): Promise<void> {
    await fields().getByLabel("Card number").fill(card);
    await payButton().click();
  }

  it("a card is typed into Stripe's frame, and the stay is confirmed once the notice has come", async () => {
    const id = await openHeld();
    await payWith(GOOD);
    await agreed().waitFor();
    expect((await all.now(id)).status).to.equal("held");
    await deliver();
    await heading("Your stay is confirmed").waitFor();
    expect((await all.now(id)).payment).to.include({ status: "captured" });
    expect(stripe.asked).to.include("https://js.stripe.com/fields.html");
    expect(errors).to.deep.equal([]);
  });

  it("says what is missing beside its field, and nothing was tried", async () => {
    const id = await openHeld();
    await payWith("4242");
    await fields().getByText("Your card number is incomplete.").waitFor();
    await page.locator("button[aria-disabled=false]", { hasText: /^Pay / }).waitFor();
    expect(await page.getByText("The payment failed.").count()).to.equal(0);
    expect(stripe.asked.filter((address) => address.endsWith("/confirm"))).to.deep.equal([]);
    expect((await all.now(id)).payment.status).to.equal("pending");
  });

  it("a declined card says why, at once and after loading anew, and another one pays", async () => {
    await openHeld();
    await payWith(DECLINED);
    await page.getByText("Your card was declined. Nothing was charged.").waitFor();
    await deliver();
    await page.reload();
    await page.getByText("Your card was declined. Nothing was charged.").waitFor();
    await payWith(GOOD);
    await agreed().waitFor();
    await deliver();
    await heading("Your stay is confirmed").waitFor();
  });

  it("a bank asks over the page: refused it says so, approved the stay is confirmed", async () => {
    await openHeld();
    await payWith(ASKS);
    await bank().getByRole("button", { name: "Refuse" }).click();
    await page.getByText("has failed authentication. Nothing was charged.").waitFor();
    await payWith(ASKS);
    await bank().getByRole("button", { name: "Approve" }).click();
    await agreed().waitFor();
    await deliver();
    await heading("Your stay is confirmed").waitFor();
    expect(errors.filter((error) => !error.includes("402"))).to.deep.equal([]);
  });

  it("a bank's question that was left open is asked again", async () => {
    await openHeld();
    await payWith(ASKS);
    await bank().getByRole("button", { name: "Approve" }).waitFor();
    await page.reload();
    await page.getByText("Your bank waits for your confirmation.").waitFor();
    await page.getByRole("button", { name: "Go on to your bank" }).click();
    await bank().getByRole("button", { name: "Approve" }).click();
    await agreed().waitFor();
    await deliver();
    await heading("Your stay is confirmed").waitFor();
  });

  it("a bank's own page sends the guest back to a clean address, where the payment is waited for", async () => {
    stripe.asks = "by-redirect";
    const id = await openHeld();
    await payWith(ASKS);
    await page.getByRole("button", { name: "Approve" }).click();
    await agreed().waitFor();
    expect(page.url()).to.equal(`${all.service.url}/stays/${id}`);
    await deliver();
    await heading("Your stay is confirmed").waitFor();
  });

  it("who comes back from a bank's own page having refused is told so, and can pay with another card", async () => {
    stripe.asks = "by-redirect";
    const id = await openHeld();
    await payWith(ASKS);
    await page.getByRole("button", { name: "Refuse" }).click();
    await page.getByText("has failed authentication. Nothing was charged.").waitFor();
    expect(page.url()).to.equal(`${all.service.url}/stays/${id}`);
    await payWith(GOOD);
    await agreed().waitFor();
  });

  it("who comes back when the stay is confirmed already sees that, at a clean address", async () => {
    stripe.asks = "by-redirect";
    const id = await openHeld();
    await payWith(ASKS);
    await page.getByRole("button", { name: "Approve" }).waitFor();
    const { intentId } = (await all.now(id)).payment;
    all.fake.answerAction(intentId!, true);
    await deliver();
    await page.goto(`${all.service.url}/stays/${id}?payment_intent=${intentId}&payment_intent_client_secret=x&redirect_status=succeeded`);
    await heading("Your stay is confirmed").waitFor();
    expect(page.url()).to.equal(`${all.service.url}/stays/${id}`);
  });

  it("other dates that cost more are paid the same way, declined first", async () => {
    const { id } = await all.settled();
    const { checkIn, checkOut } = await all.now(id);
    const { body: changing } = await all.guest.post(`/bookings/${id}/dates`, { checkIn, checkOut: addDays(checkOut, 1) });
    expect(changing.change).to.include({ awaits: "payment" });
    await signInTo(id);
    await payWith(DECLINED);
    await page.getByText("Your card was declined. Nothing was charged.").waitFor();
    await deliver();
    await payWith(GOOD);
    await agreed().waitFor();
    expect((await all.now(id)).checkOut).to.equal(checkOut);
    await deliver();
    await payButton().waitFor({ state: "detached" });
    const changed = await all.now(id);
    expect(changed).to.include({ status: "confirmed", checkOut: addDays(checkOut, 1) });
    expect(changed.payment.captured).to.equal(changing.quote.total + changing.change.difference);
  });

  it("asks how the payment stands where Stripe's answer to it was lost", async () => {
    await openHeld();
    stripe.losesAnswers = true;
    await payWith(GOOD);
    await agreed().waitFor();
    await deliver();
    await heading("Your stay is confirmed").waitFor();
  });

  it("says so where Stripe's script can't be had, and tries again", async () => {
    stripe.isBlocked = true;
    await openHeld();
    await page.getByText("The card form could not be loaded.").waitFor();
    stripe.isBlocked = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await payWith(GOOD);
    await agreed().waitFor();
  });

  it("says plainly that it takes no cards where the service has no publishable key, and loads nothing", async () => {
    await page.route("**/api/bookings/*/payment", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), publishableKey: undefined } });
    });
    await openHeld();
    await page.getByText("Cards can't be taken on this page").waitFor();
    expect(await payButton().count()).to.equal(0);
    expect(stripe.asked).to.deep.equal([]);
  });

  it("loads nothing of Stripe's before a stay is to be paid", async () => {
    await page.goto(all.service.url);
    await page.waitForLoadState("networkidle");
    expect(stripe.asked).to.deep.equal([]);
    await openHeld();
    await payButton().waitFor();
    expect(stripe.asked[0]).to.match(/^https:\/\/js\.stripe\.com\/[a-z]+\/stripe\.js$/);
  });

  it("axe finds nothing beside the card's fields, light or dark", async () => {
    await openHeld();
    await payWith(DECLINED);
    await page.getByText("The payment failed.").waitFor();
    expect(await violationsOn(page, ["iframe"])).to.deep.equal([]);
  });
});
