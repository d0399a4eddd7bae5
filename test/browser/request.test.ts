/** Booking on request, on both sides of it. */
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { addDays } from "../../shared/contract/dates.ts";
import { launchBrowser, signInOn, watchForErrors } from "../support/browser.ts";
import { DEMO_GUEST, DEMO_HOST } from "../support/demo.ts";
import { listHouse } from "../support/house.ts";
import { type ServiceProcess, startDemo } from "../support/process.ts";

describe("In two browsers", function () {
  this.timeout(90_000);
  let service: ServiceProcess;
  let browser: Browser;

  before(async () => {
    service = await startDemo();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.end();
  });

  it("a guest asks, the host is rung and accepts in place, and the guest sees it at once", async () => {
    const owner = await service.signIn(DEMO_HOST);
    const propertyId = await listHouse(owner, { title: "House that asks first", instantBook: false });
    const checkIn = addDays(new Date().toISOString().slice(0, 10), 30);
    const [guest, host] = await Promise.all([browser.newContext().then((context) => context.newPage()), browser.newContext().then((context) => context.newPage())]);
    const errors = [watchForErrors(guest), watchForErrors(host)];
    await signInOn(host, service.url, DEMO_HOST, "/host");
    await signInOn(guest, service.url, DEMO_GUEST, `/properties/${propertyId}?checkIn=${checkIn}&checkOut=${addDays(checkIn, 2)}&guests=1`);
    await guest.getByRole("button", { name: /^Hold for/ }).click();
    await guest.getByLabel("Card number").fill("4242 4242 4242 4242");
    await guest.getByRole("button", { name: /^Pay / }).click();
    await guest.getByRole("heading", { name: "Waiting for the host", exact: true }).waitFor();
    await host.getByRole("heading", { name: "A guest asks to book" }).first().waitFor();
    await host.getByRole("button", { name: /^Accept .*House that asks first/ }).click();
    await guest.getByRole("heading", { name: "Your stay is confirmed" }).waitFor();
    expect(errors).to.deep.equal([[], []]);
  });
});
