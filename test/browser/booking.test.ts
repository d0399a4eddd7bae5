/** `npm start`'s own process, a browser that books, another that looks on, and a bare client beside them. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { addDays, dayOf, monthOf, nightsOf } from "../../shared/contract/dates.ts";
import type { FoundProperty } from "../../shared/contract/property.ts";
import type { PublicMonth } from "../../shared/contract/month.ts";
import { violationsOn } from "../support/axe.ts";
import { fillSignIn, launchBrowser, monthsTold, signInOn, watchForErrors } from "../support/browser.ts";
import { createClient } from "../support/client.ts";
import { DEMO_GUEST, DEMO_GUEST_2, DEMO_HOST, DEMO_SUPPORT } from "../support/demo.ts";
import { connect, type LiveClient } from "../support/live.ts";
import { type ServiceProcess, startDemo } from "../support/process.ts";

describe("In a browser", function () {
  this.timeout(90_000);
  let service: ServiceProcess;
  let browser: Browser;

  before(async () => {
    service = await startDemo();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    const code = await service?.end();
    expect(code, "how it ended").to.equal(0);
  });

  const openPage = async (size = { width: 1280, height: 900 }): Promise<Page> => (await browser.newContext({ viewport: size })).newPage();
  const dayButton = (page: Page, night: string) => page.locator(`[data-night="${night}"]`).first();

  /** A listed property of one unit, and three nights of it within one month that are free, not before the month after this. */
  async function freeStay(): Promise<{ property: FoundProperty; checkIn: string; checkOut: string }> {
    const { body } = await createClient(service.url).get("/properties?limit=50");
    for (const property of (body.items as FoundProperty[]).filter(({ units }) => units === 1)) {
      const from = new Date().toISOString().slice(0, 10);
      for (let start = 20; start < 55; start += 1) {
        const [checkIn, checkOut] = [addDays(from, start), addDays(from, start + 3)];
        if (monthOf(checkIn) !== monthOf(checkOut)) continue;
        const { status } = await createClient(service.url).get(`/properties/${property.id}/quote?checkIn=${checkIn}&checkOut=${checkOut}&guests=1`);
        if (status === 200) return { property, checkIn, checkOut };
      }
    }
    throw new Error("the demo has no free stay");
  }

  /** Turns the calendar, once it is there, until the night is in sight. */
  async function showNight(page: Page, night: string): Promise<void> {
    await page.locator("[data-night]").first().waitFor();
    for (let turn = 0; turn < 6 && !(await dayButton(page, night).isVisible()); turn += 1) {
      await page.getByRole("button", { name: "Later month" }).click();
    }
    await dayButton(page, night).waitFor();
  }

  const waitForState = (page: Page, night: string, state: string) => page.locator(`[data-night="${night}"][data-state="${state}"]`).first().waitFor({ timeout: 10_000 });

  async function bareWatcher(propertyId: string, month: string): Promise<LiveClient> {
    const bare = await connect(service.url, "/availability");
    expect(await bare.ask("watch", { propertyId, months: [month] })).to.include({ ok: true });
    return bare;
  }

  it("a guest books a stay; another browser and a bare client are told of the hold and of the confirmation, each once", async () => {
    const { property, checkIn, checkOut } = await freeStay();
    const month = monthOf(checkIn);
    const [guest, onlooker] = [await openPage(), await openPage()];
    const errors = [watchForErrors(guest), watchForErrors(onlooker)];
    const told = monthsTold(onlooker);
    const bare = await bareWatcher(property.id, month);

    await onlooker.goto(`${service.url}/properties/${property.id}`);
    await showNight(onlooker, checkIn);
    await waitForState(onlooker, checkIn, "free");

    await guest.goto(service.url);
    await guest.getByLabel("Where").fill(property.city);
    await guest.getByRole("button", { name: "Search", exact: true }).click();
    await guest.getByRole("link", { name: property.title }).first().click();
    await showNight(guest, checkIn);
    await dayButton(guest, checkIn).click();
    await showNight(guest, checkOut);
    await dayButton(guest, checkOut).click();
    await guest.getByRole("link", { name: "Sign in to hold" }).click();
    await fillSignIn(guest, DEMO_GUEST);
    await guest.getByRole("button", { name: "Hold for 10 minutes" }).click();
    await guest.getByRole("heading", { name: "Pay to confirm your stay" }).waitFor();
    await waitForState(onlooker, checkIn, "held");

    await guest.getByLabel("Card number").fill("4242 4242 4242 4242");
    await guest.getByRole("button", { name: /^Pay / }).click();
    await guest.getByRole("heading", { name: "Your stay is confirmed" }).waitFor();
    await waitForState(onlooker, checkIn, "taken");

    await delay(500);
    const seenBy = { "another browser": told.filter((one) => one.propertyId === property.id && one.month === month), "a bare client": bare.told<PublicMonth>("month") };
    for (const [who, months] of Object.entries(seenBy)) {
      expect(months.map(({ version }) => version - months[0]!.version), who).to.deep.equal([0, 1]);
      for (const night of nightsOf({ checkIn, checkOut })) expect(months.map(({ free }) => free[dayOf(night) - 1]), who).to.deep.equal([0, 0]);
    }
    expect((seenBy["a bare client"][0] as PublicMonth).heldUntil).to.have.property(String(dayOf(checkIn)));
    expect(errors).to.deep.equal([[], []]);

    await guest.goto(`${service.url}/mailbox`);
    await guest.getByText(`Confirmed: ${property.title}`).first().waitFor();
    bare.close();
  });

  it("a guest whose nights go while choosing is told at once, and offered the nearest that are free", async () => {
    const { property, checkIn, checkOut } = await freeStay();
    const page = await openPage();
    await signInOn(page, service.url, DEMO_GUEST_2, `/properties/${property.id}?checkIn=${checkIn}&checkOut=${checkOut}&guests=1`);
    await page.getByRole("button", { name: "Hold for 10 minutes" }).waitFor();
    const rival = await service.signIn(DEMO_GUEST);
    const { body: held } = await rival.post("/holds", { propertyId: property.id, checkIn, checkOut, guests: 1 });
    expect(held.status).to.equal("held");
    await page.getByRole("alert").getByText("no longer free").waitFor();
    await page.getByRole("button", { name: "Take the nearest free dates" }).click();
    await page.getByRole("button", { name: "Hold for 10 minutes" }).waitFor();
    await rival.delete(`/holds/${held.id}`);
  });

  it("a card that is declined, and one that asks for confirmation, lead to a stay all the same", async () => {
    const { property, checkIn, checkOut } = await freeStay();
    const page = await openPage({ width: 390, height: 844 });
    await signInOn(page, service.url, DEMO_GUEST_2, `/properties/${property.id}?checkIn=${checkIn}&checkOut=${checkOut}&guests=1`);
    await page.getByRole("button", { name: "Hold for 10 minutes" }).click();
    await page.getByLabel("Card number").fill("4000 0000 0000 0002");
    await page.getByRole("button", { name: /^Pay / }).click();
    await page.getByText("The payment failed.").waitFor();
    await page.getByLabel("Card number").fill("4000 0025 0000 3155");
    await page.getByRole("button", { name: /^Pay / }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await page.getByRole("heading", { name: "Your stay is confirmed" }).waitFor();
  });

  it("a host is rung for a booking, and support sees it happen", async () => {
    const { property, checkIn, checkOut } = await freeStay();
    const email = (await service.signIn(DEMO_HOST)).userId === property.hostId ? DEMO_HOST : "host2@vacancy.test";
    const [host, ops] = [await openPage(), await openPage()];
    await signInOn(host, service.url, email, "/host");
    await signInOn(ops, service.url, DEMO_SUPPORT, "/ops");
    await ops.getByRole("list", { name: "Activity" }).waitFor();
    const guest = await service.signIn(DEMO_GUEST);
    const { body: held } = await guest.post("/holds", { propertyId: property.id, checkIn, checkOut, guests: 1 });
    await ops.getByText(held.id.slice(-6)).first().waitFor();
    await host.getByText(property.title).first().waitFor();
    await guest.delete(`/holds/${held.id}`);
  });

  it("says when the connection is lost, and shows what is true when it is back", async () => {
    const { property, checkIn, checkOut } = await freeStay();
    const page = await openPage();
    await page.goto(`${service.url}/properties/${property.id}`);
    await showNight(page, checkIn);
    await service.kill("SIGKILL");
    await page.getByText(/connection/i).first().waitFor({ timeout: 15_000 });
    service = await service.startAgain();
    const guest = await service.signIn(DEMO_GUEST);
    const { body: held } = await guest.post("/holds", { propertyId: property.id, checkIn, checkOut, guests: 1 });
    expect(held.status).to.equal("held");
    await page.locator(`[data-night="${checkIn}"][data-state="held"]`).first().waitFor({ timeout: 20_000 });
    await guest.delete(`/holds/${held.id}`);
    await waitForState(page, checkIn, "free");
  });

  for (const [path, email] of [["/", undefined], ["property", undefined], ["/sign-in", undefined], ["/stays", DEMO_GUEST], ["/host", DEMO_HOST], ["/host/calendar", DEMO_HOST], ["/host/properties", DEMO_HOST], ["/ops", DEMO_SUPPORT]] as const) {
    it(`axe finds nothing on ${path}${email ? ` of ${email}` : ""}, light or dark`, async () => {
      const { property } = await freeStay();
      const address = path === "property" ? `/properties/${property.id}` : path;
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      if (email) await signInOn(page, service.url, email, address);
      else await page.goto(service.url + address);
      await page.waitForLoadState("networkidle");
      expect(await violationsOn(page)).to.deep.equal([]);
      await context.close();
    });
  }
});
