/** Other dates for a stay: dearer ones that are paid, cheaper ones of which money comes back, and the receipt of it all. */
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { violationsOn } from "../support/axe.ts";
import { launchBrowser, signInOn, watchForErrors } from "../support/browser.ts";
import type { Client } from "../support/client.ts";
import { DEMO_GUEST, DEMO_HOST } from "../support/demo.ts";
import { listHouse, night, payFor, untilStatus } from "../support/house.ts";
import { type ServiceProcess, startDemo } from "../support/process.ts";

describe("Changing dates in a browser", function () {
  this.timeout(90_000);
  let service: ServiceProcess;
  let browser: Browser;
  let guest: Client;
  let host: Client;

  before(async () => {
    service = await startDemo();
    browser = await launchBrowser();
    [guest, host] = await Promise.all([service.signIn(DEMO_GUEST), service.signIn(DEMO_HOST)]);
  });
  after(async () => {
    await browser?.close();
    await service?.end();
  });

  async function bookedStay(title: string, { instantBook = true, from = 9 } = {}): Promise<string> {
    const { body } = await guest.post("/holds", { propertyId: await listHouse(host, { title, instantBook }), checkIn: night(from), checkOut: night(from + 3), guests: 2 });
    await payFor(guest, body.id);
    await untilStatus(guest, body.id, instantBook ? "confirmed" : "requested");
    if (!instantBook) await host.post(`/bookings/${body.id}/accept`);
    await untilStatus(guest, body.id, "confirmed");
    return body.id;
  }

  async function openPage(path: string): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" })).newPage();
    await signInOn(page, service.url, DEMO_GUEST, path);
    return page;
  }

  const day = (page: Page, after: number) => page.locator(`[data-night="${night(after)}"]`);
  async function choose(page: Page, from: number, to: number): Promise<void> {
    await day(page, from).click();
    await day(page, to).click();
  }
  const summary = (page: Page) => page.getByRole("complementary", { name: "Your stay" });
  const said = (page: Page, text: RegExp) => page.getByTestId("announcer").filter({ hasText: text }).waitFor();

  it("a guest pays the difference for dearer dates, gets money back for cheaper ones, and has a receipt of all of it", async () => {
    const id = await bookedStay("House of other dates");
    const page = await openPage(`/stays/${id}`);
    const errors = watchForErrors(page);

    await page.getByRole("link", { name: "Change dates" }).click();
    await page.getByRole("heading", { name: "Change your dates" }).waitFor();
    for (const after of [9, 10, 11]) await day(page, after).and(page.getByLabel(/yours now, free/)).waitFor();
    await choose(page, 9, 14);
    await page.getByText("You pay €216 more.").waitFor();
    await page.getByRole("button", { name: "Go on to pay €216" }).click();

    await page.getByRole("heading", { name: "Your new dates" }).waitFor();
    await said(page, /held for you/);
    await page.getByRole("timer").waitFor();
    await summary(page).getByText("3 nights, 2 guests").waitFor();
    await page.getByLabel("Card number").fill("4242 4242 4242 4242");
    await page.getByRole("button", { name: "Pay €216" }).click();
    await page.getByTestId("change-news").filter({ hasText: "Your stay is changed" }).waitFor();
    await said(page, /Your stay is changed/);
    await summary(page).getByText("5 nights, 2 guests").waitFor();
    await summary(page).getByText("€570").waitFor();

    await page.getByRole("link", { name: "Change dates" }).click();
    await choose(page, 10, 12);
    await page.getByText("€324 comes back to your card.").waitFor();
    await page.getByRole("button", { name: "Change, €324 back" }).click();
    await summary(page).getByText("2 nights, 2 guests").waitFor();
    await page.getByText("€324 of €570 went back to your card.").waitFor({ timeout: 20_000 });
    await page.getByText("Rua da Reboleira 12").waitFor();

    await summary(page).getByRole("link", { name: "Receipt" }).click();
    await page.getByRole("heading", { name: "Receipt" }).waitFor();
    const rows = await page.getByRole("table", { name: "Payments and refunds" }).locator("tbody tr").allInnerTexts();
    expect(rows.map((row) => row.split("\t").slice(1).join(" "))).to.deep.equal(["Payment by card €354", "Payment by card €216", "Refund to the card -€324"]);
    await page.getByRole("table", { name: "In all" }).getByRole("row", { name: "Net paid €246" }).waitFor();
    await page.getByRole("table", { name: "Price of the stay" }).getByRole("row", { name: "Total €246" }).waitFor();
    expect(errors).to.deep.equal([]);
  });

  it("dates that cost the same are changed at once, and how to arrive is still there", async () => {
    const page = await openPage(`/stays/${await bookedStay("House of the same price")}?dates`);
    await choose(page, 10, 13);
    await page.getByText("It costs nothing more.").waitFor();
    await page.getByRole("button", { name: "Change the dates" }).click();
    await page.getByTestId("change-news").filter({ hasText: "Your stay is changed" }).waitFor();
    await page.getByText("Rua da Reboleira 12").waitFor();
  });

  it("a change that is not paid can be dropped, and the stay is as it was", async () => {
    const id = await bookedStay("House of a dropped change");
    await guest.post(`/bookings/${id}/dates`, { checkIn: night(9), checkOut: night(13) });
    const page = await openPage(`/stays/${id}`);
    await page.getByRole("button", { name: "Drop the change" }).click();
    await page.getByTestId("change-news").filter({ hasText: "You dropped the change. Your stay is as it was." }).waitFor();
    expect((await guest.get(`/bookings/${id}`)).body).to.include({ status: "confirmed", checkOut: night(12) }).and.not.have.property("change");
    await page.getByText("Rua da Reboleira 12").waitFor();
    await page.getByRole("link", { name: "Change dates" }).waitFor();
  });

  it("a host who is asked first is asked for other dates too; declining is told at once, agreeing leads to paying", async () => {
    const id = await bookedStay("House that is asked for other dates", { instantBook: false });
    const page = await openPage(`/stays/${id}?dates`);
    const ask = async () => {
      await choose(page, 9, 13);
      await page.getByText("If the host agrees, you pay €108 more.").waitFor();
      await page.getByRole("button", { name: "Ask the host" }).click();
      await page.getByRole("heading", { name: "The host has been asked for other dates" }).waitFor();
    };
    await ask();
    await host.post(`/bookings/${id}/decline`);
    await page.getByTestId("change-news").filter({ hasText: "The host declined the new dates." }).waitFor();
    await page.getByRole("link", { name: "Change dates" }).click();
    await ask();
    await host.post(`/bookings/${id}/accept`);
    await page.getByTestId("change-news").filter({ hasText: "The host agrees." }).waitFor();
    await payFor(guest, id);
    await page.getByTestId("change-news").filter({ hasText: "Your stay is changed" }).waitFor();
    await summary(page).getByText("4 nights, 2 guests").waitFor();
  });

  it("nights that go while choosing are told at once, and what was refused says why", async () => {
    const id = await bookedStay("House of nights that go");
    const { propertyId } = (await guest.get(`/bookings/${id}`)).body;
    const page = await openPage(`/stays/${id}?dates`);
    await choose(page, 9, 14);
    await page.getByRole("button", { name: "Go on to pay €216" }).waitFor();
    await page.route("**/api/bookings/*/dates", async (route) => {
      if (route.request().method() === "POST") await host.patch(`/properties/${propertyId}/nights`, { from: night(13), to: night(14), price: 20_000 });
      await route.continue();
    });
    await page.getByRole("button", { name: "Go on to pay €216" }).click();
    await page.getByRole("alert").getByText("The price has changed").waitFor();
    await page.getByRole("button", { name: "Go on to pay €324" }).waitFor();
    await host.post(`/properties/${propertyId}/blocks`, { from: night(12), to: night(14) });
    await page.getByRole("alert").getByText("2 of these nights are no longer free.").waitFor();
    await page.getByRole("button", { name: "Take the nearest free dates" }).click();
    await page.getByText("It costs nothing more.").or(page.getByText(/You pay .* more\.|comes back to your card\./)).waitFor();
  });

  it("a receipt of a stay that nothing was paid for is not there yet", async () => {
    const { body } = await guest.post("/holds", { propertyId: await listHouse(host, { title: "House of no receipt" }), checkIn: night(0), checkOut: night(1), guests: 1 });
    const page = await openPage(`/stays/${body.id}/receipt`);
    await page.getByRole("heading", { name: "There is no receipt yet" }).waitFor();
    await guest.delete(`/holds/${body.id}`);
  });

  for (const state of ["dates", "pending", "receipt"] as const) {
    it(`axe finds nothing on ${state === "pending" ? "a stay with a change to be paid" : `/stays/:id${state === "dates" ? "?dates" : "/receipt"}`}, light or dark`, async () => {
      const id = await bookedStay(`House to look at: ${state}`);
      if (state === "pending") await guest.post(`/bookings/${id}/dates`, { checkIn: night(9), checkOut: night(14) });
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await signInOn(page, service.url, DEMO_GUEST, state === "pending" ? `/stays/${id}` : `/stays/${id}${state === "dates" ? "?dates" : "/receipt"}`);
      if (state === "dates") {
        await choose(page, 9, 14);
        await page.getByRole("button", { name: /^Go on to pay/ }).waitFor();
      }
      await page.waitForLoadState("networkidle");
      await page.locator(".day[data-changed]").waitFor({ state: "detached" });
      expect(await violationsOn(page)).to.deep.equal([]);
      await context.close();
    });
  }
});
