/** How the service is, live, on support's screen. */
import { expect } from "chai";
import type { Browser, Page, WebSocketRoute } from "playwright-core";
import { addDays } from "../../shared/contract/dates.ts";
import type { NodeStats, Stats } from "../../shared/contract/stats.ts";
import { violationsOn } from "../support/axe.ts";
import { launchBrowser, signInOn, watchForErrors } from "../support/browser.ts";
import { DEMO_GUEST, DEMO_HOST, DEMO_SUPPORT } from "../support/demo.ts";
import { listHouse, payFor } from "../support/house.ts";
import { type ServiceProcess, startDemo } from "../support/process.ts";

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const STAY = { guests: 1, checkIn: addDays(new Date().toISOString().slice(0, 10), 30), checkOut: addDays(new Date().toISOString().slice(0, 10), 32) };

describe("Health in a browser", function () {
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

  async function openPage(viewport = WIDE): Promise<Page> {
    return (await browser.newContext({ locale: "en-GB", viewport })).newPage();
  }

  const valuesOf = (page: Page, gauge: string) => page.locator(`[data-gauge=${gauge}] .gauge-value`);
  /** Reads until it fits. */
  const shows = (page: Page, gauge: string, fits: (text: string) => boolean) => expectSoon(() => valuesOf(page, gauge).first().innerText(), fits, gauge);
  async function expectSoon(read: () => Promise<string>, fits: (text: string) => boolean, what: string): Promise<void> {
    let text = "";
    for (let look = 0; look < 100; look += 1) {
      text = await read();
      if (fits(text)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect.fail(`${what} still is ${text}`);
  }

  it("moves with what happens: who connects and looks, what is held and booked, and how fast it is told", async () => {
    const propertyId = await listHouse(await service.signIn(DEMO_HOST), { title: "House that is looked at" });
    const page = await openPage();
    const errors = watchForErrors(page);
    await signInOn(page, service.url, DEMO_SUPPORT, "/ops");
    await page.getByRole("link", { name: "Health" }).click();
    await page.locator("[data-standing=live]").waitFor();
    const table = page.getByRole("table", { name: "Every process of the service, as it says of itself" });
    expect(await table.locator("tbody tr").count()).to.equal(1);
    await table.getByText("Follows itself").waitFor();
    await page.getByText("There is no relay: each server follows the changes itself.").waitFor();
    await shows(page, "jobs", (text) => text === "0");
    expect(await valuesOf(page, "jobs").last().innerText(), "failed").to.equal("0");
    await page.getByRole("img", { name: /^Connections: now \d+, (always|lowest) \d+.*; of / }).waitFor();

    const [connections, watchers, holds, bookings] = await Promise.all(["connections", "watchers", "holds", "bookings"].map(async (gauge) => Number(await valuesOf(page, gauge).innerText())));
    const looking = await openPage();
    await looking.goto(`${service.url}/properties/${propertyId}`);
    await shows(page, "watchers", (text) => Number(text) === watchers! + 1);
    await shows(page, "connections", (text) => Number(text) === connections! + 1);
    const guest = await service.signIn(DEMO_GUEST);
    const { body: held } = await guest.post("/holds", { propertyId, ...STAY });
    await shows(page, "holds", (text) => Number(text) === holds! + 1);
    await shows(page, "delay", (text) => /^[\d.]+ m?s$/.test(text));
    await payFor(guest, held.id);
    await shows(page, "bookings", (text) => Number(text) === bookings! + 1);
    await shows(page, "holds", (text) => Number(text) === holds!);
    await looking.context().close();
    await shows(page, "watchers", (text) => Number(text) === watchers!);
    await page.locator("[data-gauge=watchers]").getByText(new RegExp(`^highest ${watchers! + 1}`)).waitFor();
    expect(errors).to.deep.equal([]);
    await page.context().close();
  });

  it("stands still while it is paused, and has what happened meanwhile", async () => {
    const page = await openPage();
    let told = 0;
    page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => void (told += String(payload).startsWith('42/ops,["stats"') ? 1 : 0)));
    await signInOn(page, service.url, DEMO_SUPPORT, "/ops/health");
    await page.locator("[data-standing=live]").waitFor();
    const line = page.locator("[data-gauge=connections] .spark-area").first();
    await page.getByRole("button", { name: "Pause" }).click();
    const before = await line.getAttribute("d");
    await page.getByText(/^As of \d\d:\d\d:\d\d, paused$/).waitFor();
    const known = told;
    await expectSoon(() => Promise.resolve(String(told)), (text) => Number(text) >= known + 2, "what was told");
    expect(await line.getAttribute("d")).to.equal(before);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.locator("[data-standing=live]").waitFor();
    const after = (await line.getAttribute("d"))!;
    expect(after.split("L").length, "nothing is lost").to.be.at.least(before!.split("L").length + 2);
    await page.context().close();
  });

  it("says as of when it is where the connection is lost, and goes on with a gap", async () => {
    const page = await openPage();
    await signInOn(page, service.url, DEMO_SUPPORT, "/ops/health");
    await page.locator("[data-standing=live]").waitFor();
    await service.kill("SIGKILL");
    await page.getByText(/^As of \d\d:\d\d:\d\d, reconnecting …$/).waitFor();
    service = await service.startAgain();
    await page.locator("[data-standing=live]").waitFor({ timeout: 20_000 });
    await expectSoon(async () => String(await page.locator("[data-gauge=connections] .spark-area").count()), (text) => text === "2", "the count of lines");
    await page.context().close();
  });

  /** Support's page, told by the test instead of the service. */
  async function openScripted(viewport: typeof WIDE) {
    const page = await openPage(viewport);
    let line: WebSocketRoute;
    await page.routeWebSocket(/socket\.io/, (route) => {
      line = route;
      route.connectToServer().onMessage((message) => {
        if (!String(message).startsWith('42/ops,["stats"')) route.send(message);
      });
    });
    const connected = page.waitForEvent("websocket");
    await signInOn(page, service.url, DEMO_SUPPORT, "/ops/health");
    await connected;
    return { page, tell: (stats: Stats) => line.send(`42/ops,${JSON.stringify(["stats", stats])}`) };
  }

  const nobody = { connections: 0, watchers: 0, hosts: 0, staff: 0 };
  const aServer = (id: string, more: Partial<NodeStats>): NodeStats => ({ id, role: "server", connections: 1200, watchers: 800, hosts: 20, staff: 2, fed: "relay", ...more });
  const leads: NodeStats = { id: "relay-1", role: "relay", ...nobody, delay: { p50: 12, p99: 1450 }, term: 7 };
  const cluster = (nodes: NodeStats[]): Stats => ({
    at: new Date().toISOString(), connections: 2400, watchers: 1600, hosts: 40, staff: 4, holds: 31, bookingsPerMinute: 12, feedDelay: { p50: 12, p99: 1450 }, jobs: { late: 2, failing: 1, failed: 1 }, nodes, relay: "relay-1",
  });

  for (const [name, viewport] of [["wide", WIDE], ["on a phone", PHONE]] as const) {
    it(`shows who relays, who has gone and what has failed, and axe finds nothing: ${name}`, async () => {
      const { page, tell } = await openScripted(viewport);
      await page.getByText("Nothing has been told yet.").waitFor();
      const nodes = [aServer("server-1", {}), leads, { id: "relay-2", role: "relay", ...nobody } satisfies NodeStats];
      tell(cluster([...nodes, aServer("server-2", { fed: "itself", delay: { p50: 9, p99: 30 } })]));
      await page.getByText("A relay leads, but 1 server of 2 still follows the changes itself.").waitFor();
      const nodeIds = () => page.locator("[data-node]").evaluateAll((all) => all.map((one) => one.getAttribute("data-node")));
      expect(await nodeIds()).to.deep.equal(["relay-1", "relay-2", "server-1", "server-2"]);
      await page.locator("[data-node=relay-1]").getByText("Leads, term 7").waitFor();
      await page.locator("[data-node=relay-1]").getByText("12 ms / 1.4 s").waitFor();
      await page.locator("[data-node=relay-2]").getByText("Stands by").waitFor();
      expect(await valuesOf(page, "connections").innerText()).to.equal("2,400");
      expect(await page.locator("[data-bad] .gauge-value").allInnerTexts()).to.deep.equal(["1"]);
      tell(cluster(nodes));
      await page.getByText("One relay follows the changes and tells all servers.").waitFor();
      await page.getByText(/^No longer there: server server-2, last at \d\d:\d\d:\d\d\.$/).waitFor();
      expect(await violationsOn(page), "live").to.deep.equal([]);
      await page.getByText(/^As of \d\d:\d\d:\d\d, nothing has been told since$/).waitFor();
      await page.getByTestId("announcer").getByText("Nothing is told any more").waitFor();
      expect(await violationsOn(page), "silent").to.deep.equal([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), "no wider than the screen").to.equal(0);
      await page.context().close();
    });
  }
});
