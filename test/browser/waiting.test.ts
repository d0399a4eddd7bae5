/** Waiting for nights that are taken, as a guest sees it; and jobs, as support does. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "chai";
import mongoose from "mongoose";
import type { Browser, Page } from "playwright-core";
import { addDays } from "../../shared/contract/dates.ts";
import { launchBrowser, signInOn, watchForErrors } from "../support/browser.ts";
import { DEMO_GUEST, DEMO_GUEST_2, DEMO_HOST, DEMO_SUPPORT } from "../support/demo.ts";
import { listHouse } from "../support/house.ts";
import { type ServiceProcess, startDemo } from "../support/process.ts";

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const TODAY = new Date().toISOString().slice(0, 10);
const STAY = { checkIn: addDays(TODAY, 12), checkOut: addDays(TODAY, 16) };

describe("Waiting in a browser", function () {
  this.timeout(60_000);
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

  const openPage = async (viewport: typeof WIDE, colorScheme: "light" | "dark"): Promise<Page> => (await browser.newContext({ locale: "en-GB", colorScheme, viewport })).newPage();
  const violationsOn = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

  it("a guest names taken nights, is told when they free, and goes there", async () => {
    const host = await service.signIn(DEMO_HOST);
    const propertyId = await listHouse(host, { title: "House above the river" });
    const rival = await service.signIn(DEMO_GUEST_2);
    const { body: held } = await rival.post("/holds", { propertyId, ...STAY, guests: 2 });

    const page = await openPage(PHONE, "dark");
    await signInOn(page, service.url, DEMO_GUEST, `/properties/${propertyId}`);
    await page.getByText("Are the nights you want taken?").click();
    await page.getByRole("button", { name: "Choose these" }).click();
    await page.getByText("A day after you arrive").waitFor();
    await page.getByLabel("Arrive").fill(STAY.checkIn);
    await page.getByLabel("Leave").fill(STAY.checkOut);
    await page.getByRole("button", { name: "Choose these" }).click();
    await page.getByLabel("Which nights would do?").selectOption("1");
    await page.getByRole("button", { name: "Tell me when they free" }).click();
    await page.getByText("You will be told when they free").waitFor();
    expect(await violationsOn(page)).to.deep.equal([]);

    await page.goto(`${service.url}/stays`);
    await page.locator("[data-wish=open]").waitFor();
    const errors = watchForErrors(page);
    const released = Date.now();
    await rival.delete(`/holds/${held.id}`);
    await page.getByText("Free now: House above the river").waitFor();
    console.log(`      told ${Date.now() - released} ms after the nights were free`);
    await page.locator("[data-wish=told]").waitFor();
    expect(await violationsOn(page)).to.deep.equal([]);
    await page.locator("[data-wish-news]").getByRole("link", { name: "Look at these nights" }).click();
    await page.getByRole("button", { name: /^Hold for/ }).waitFor();
    expect(new URL(page.url()).searchParams.get("checkIn")).to.equal(STAY.checkIn);
    expect(await page.locator("[data-wish-news]").count(), "who goes there has seen it").to.equal(0);
    await page.goto(`${service.url}/stays`);
    await page.getByRole("button", { name: /^Remove: House above the river/ }).click();
    await page.locator("[data-wish=told]").waitFor({ state: "detached" });
    expect(errors).to.deep.equal([]);
    await page.context().close();
  });

  it("support has a job run that was given up", async () => {
    const connection = await mongoose.createConnection(service.mongoUri).asPromise();
    const at = new Date(Date.now() - 60_000);
    const { insertedId } = await connection.collection("jobs").insertOne({ name: "count sheep", data: { key: "sheep", at }, type: "normal", priority: 0, nextRunAt: null, lockedAt: null, failedAt: at, failCount: 3, failReason: "There is no sheep" });
    await connection.close();
    const page = await openPage(WIDE, "light");
    const errors = watchForErrors(page);
    await signInOn(page, service.url, DEMO_SUPPORT, "/ops/health");
    await page.locator("[data-gauge=jobs] [data-line=bad][data-bad]").waitFor();
    await page.getByRole("link", { name: "Look at the jobs" }).click();
    const card = page.locator(`[data-job="${String(insertedId)}"]`);
    await card.getByText("There is no sheep").waitFor();
    expect(await violationsOn(page)).to.deep.equal([]);
    await card.getByRole("button", { name: /^Try again/ }).click();
    await page.getByLabel("Why").fill("There is one now");
    await page.getByRole("dialog").getByRole("button", { name: "Try again" }).click();
    await card.waitFor({ state: "detached" });
    await page.getByRole("link", { name: /^Waiting/ }).click();
    await card.waitFor();
    await page.goto(`${service.url}/ops`);
    await page.locator(".activity").getByText("There is one now").waitFor();
    expect(errors).to.deep.equal([]);
    await page.context().close();
  });
});
