/** What a host joins to Vacancy: a system of their own that is told what happens, and calendars of other platforms. */
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import type { WebhookDelivery } from "../../shared/contract/webhook.ts";
import { launchBrowser, signInOn, watchForErrors } from "../support/browser.ts";
import { airbnb, entries, type Entry } from "../support/calendars/exports.ts";
import { type Platform, startPlatform } from "../support/calendars/platform.ts";
import type { Client } from "../support/client.ts";
import { DEMO_GUEST, DEMO_HOST } from "../support/demo.ts";
import { bookStay, FROM, listHouse, night } from "../support/house.ts";
import { personOn } from "../support/person.ts";
import { type ServiceProcess, startDemo } from "../support/process.ts";
import { until } from "../support/until.ts";
import { type Receiver, startReceiver, verified } from "../support/webhooks/receiver.ts";

describe("A host's webhooks and calendars in a browser", function () {
  this.timeout(90_000);
  let service: ServiceProcess;
  let browser: Browser;
  let receiver: Receiver;
  let platform: Platform;
  let host: Client;
  let page: Page;
  let person: ReturnType<typeof personOn>;
  let errors: string[];
  const house = { id: "", title: "House that is offered twice" };

  before(async () => {
    [receiver, platform, browser] = await Promise.all([startReceiver(), startPlatform(), launchBrowser()]);
    service = await startDemo({ OUTBOUND_ALLOW: `${receiver.allow},${platform.host}` });
    host = await service.signIn(DEMO_HOST);
    house.id = await listHouse(host, { title: house.title });
    page = await (await browser.newContext({ locale: "en-GB", permissions: ["clipboard-read", "clipboard-write"] })).newPage();
    person = personOn(page);
    errors = watchForErrors(page);
    await signInOn(page, service.url, DEMO_HOST, "/host/properties");
  });
  after(async () => {
    await browser?.close();
    await service?.end();
    await Promise.all([receiver?.close(), platform?.close()]);
  });
  afterEach(() => expect(errors.splice(0), "errors of the page").to.deep.equal([]));

  describe("a webhook", () => {
    const tells = { path: "/stays", secret: "" };
    const told = () => receiver.at(tells.path);
    const message = (state: string) => page.locator(`[data-delivery][data-state=${state}]`);
    const name = () => receiver.allow + tells.path;
    /** So that the page, which looks every five seconds, is right when it is opened. */
    const untilLatest = (what: string, isSo: (latest: WebhookDelivery) => boolean) => until(async () => {
      const [{ id }] = (await host.get("/host/webhooks")).body.items;
      return (await host.get(`/host/webhooks/${id}/deliveries?limit=1`)).body.items.some(isSo);
    }, `the latest message ${what}`);
    const block = (from: number) => host.post(`/properties/${house.id}/blocks`, { from: night(from), to: night(from + 1) });
    const readSecret = () => page.getByRole("dialog", { name: /secret$/ }).getByText(/^whsec_/).innerText();

    it("is added with what it is told of, its secret is shown once, and what happens then comes signed with it", async () => {
      await page.getByRole("link", { name: "Webhooks for your own system" }).click();
      await page.getByText("None yet.").waitFor();
      await person.meetsNothing("no webhook");
      await person.button("Add a webhook").click();
      await page.getByLabel("Everything, also").uncheck();
      await person.button("Add it").click();
      await person.isAt(page.getByLabel("Address").and(page.locator("[aria-invalid]")));
      await page.getByLabel("Address").fill(receiver.url(tells.path));
      await person.button("Add it").click();
      await person.isAt(page.getByRole("checkbox", { name: "Everything, also", description: "Choose everything, or some of what follows" }));
      await person.meetsNothing("a form with what is wrong in it");
      await page.getByRole("checkbox", { name: "Blocked", exact: true }).check();
      await person.button("Add it").click();
      tells.secret = await readSecret();
      await person.meetsNothing("a secret");
      await person.isAt(person.button("Copy it"));
      await page.mouse.click(5, 5); // outside, by mistake
      expect(await readSecret()).to.equal(tells.secret);
      await person.button("Copy it").click();
      await person.hears("Copied");
      expect(await person.clipboard()).to.equal(tells.secret);
      await page.keyboard.press("Escape");
      await person.isAt(person.button("Add a webhook"));
      await page.reload();
      await page.getByRole("link", { name: `What ${name()} was told` }).waitFor();
      expect(await page.content()).not.to.contain(tells.secret);
      await block(0);
      await untilLatest("is delivered", ({ state }) => state === "delivered");
      expect(verified(told()[0]!, tells.secret).type).to.equal("nights.blocked");
      await page.getByRole("link", { name: `What ${name()} was told` }).click();
      await message("delivered").filter({ hasText: "Nights blocked" }).filter({ hasText: house.title }).getByText(/^Answered 204/).waitFor();
      await person.meetsNothing("what it was told");
    });

    it("that takes nothing has what it did not take shown and, once it is mended, told again by hand", async () => {
      receiver.answers(() => ({ status: 500 }));
      await block(2);
      await untilLatest("was refused", ({ state, tries }) => state === "waiting" && tries > 0);
      await page.reload();
      await message("waiting").getByText(/^Answered 500/).waitFor();
      await page.getByRole("link", { name: "All webhooks" }).click();
      await page.getByText(/^Not all that was sent since .* was taken/).waitFor();
      await person.meetsNothing("a webhook that does not take what is sent");
      await person.button(`Disable ${name()}`).click();
      await untilLatest("is parked", ({ state }) => state === "parked");
      await page.reload();
      await page.getByText("It is told nothing while it is disabled").waitFor();
      receiver.answers(() => ({ status: 204 }));
      await person.button(`Enable ${name()}`).click();
      await page.getByText("1 message was not taken").waitFor();
      await person.meetsNothing("a webhook that was not reached");
      await page.getByRole("link", { name: "Look at it, and tell it again" }).click();
      await person.button(`Tell again: Nights blocked, ${house.title}`).click();
      await person.hears("1 message will be told again");
      await message("parked").waitFor({ state: "detached" });
      await person.isAt(page.getByRole("heading", { name: "Parked" }));
      await untilLatest("is delivered", ({ state }) => state === "delivered");
      expect(told().at(-1)!.id, "the same message").to.equal(told()[1]!.id);
      await page.getByRole("link", { name: "Delivered" }).click();
      await message("delivered").nth(1).waitFor();
    });

    it("gets another secret, signs with both for a while, and is told nothing once it is deleted", async () => {
      await page.getByRole("link", { name: "All webhooks" }).click();
      await person.button(`New secret for ${name()}`).click();
      await person.dialog("Make a new secret?").getByText("signed with both secrets for 24 hours").waitFor();
      await person.dialog("Make a new secret?").getByRole("button", { name: "New secret" }).click();
      const renewed = await readSecret();
      await person.isAt(person.button("Copy it"));
      await person.button("Close").click();
      await person.isAt(person.button(`New secret for ${name()}`));
      await page.getByText("Its messages are signed with the old secret as well until").waitFor();
      const before = told().length;
      await block(4);
      await until(() => told().length > before, "it is told");
      expect(renewed).not.to.equal(tells.secret);
      for (const secret of [tells.secret, renewed]) expect(verified(told().at(-1)!, secret).type).to.equal("nights.blocked");
      await person.button(`Delete ${name()}`).click();
      await person.button("Delete it").click();
      await person.hears(`${name()} is deleted`);
      await person.isAt(person.heading());
    });
  });

  // A person has six readings a minute: there are no more in these.
  describe("a calendar of another platform", () => {
    const STAYS = entries(4, night(6));
    const card = () => page.locator("[data-calendar]");
    const region = () => page.getByRole("region", { name: house.title });
    const bars = () => region().getByRole("button", { name: /^Airbnb/ });
    async function readNow(stays: Entry[]): Promise<void> {
      platform.says(airbnb(stays));
      await person.button("Read Airbnb now").click();
    }
    const open = (path: string) => page.goto(service.url + path);
    const openCalendars = () => open(`/host/properties/${house.id}/calendars`);
    const openMonth = () => open(`/host/calendar?month=${FROM.slice(0, 7)}`);

    it("is added, and its stays close their nights", async () => {
      platform.says(airbnb(STAYS));
      await open("/host/properties");
      await page.getByRole("link", { name: `Calendars of other platforms: ${house.title}` }).click();
      await page.getByText("None yet.").waitFor();
      await person.meetsNothing("no calendar");
      await person.button("Add a calendar").click();
      await person.button("Add it").click();
      await person.isAt(page.getByLabel("Name").and(page.locator("[aria-invalid]")));
      await person.meetsNothing("a form with what is wrong in it");
      await page.getByLabel("Name").fill("Airbnb");
      await page.getByLabel("Address of its calendar").fill(platform.url);
      await person.button("Add it").click();
      await person.hears("The calendar is added. Airbnb is read");
      await card().getByText("4 stays to come").waitFor();
      await person.isAt(person.button("Add a calendar"));
      await openMonth();
      await bars().nth(3).waitFor();
      await bars().first().click();
      await person.dialog("Airbnb").getByText("A stay there takes these nights.").waitFor();
      await person.dialog("Airbnb").getByRole("link", { name: "Calendars of other platforms" }).click();
    });

    it("that is suddenly much shorter frees nothing until its host has looked", async () => {
      await readNow(STAYS.slice(0, 1));
      await person.hears("Airbnb is much shorter than before");
      await card().getByText("It named 4 stays to come, and now only 1.").waitFor();
      await person.meetsNothing("a calendar in doubt");
      await openMonth();
      await bars().nth(3).waitFor();
      await openCalendars();
      await person.button("It is right, free the nights: Airbnb").click();
      await card().getByText("1 stay to come").waitFor();
      await person.isAt(person.button("Read Airbnb now"));
      await openMonth();
      await bars().waitFor();
    });

    it("that sells what is booked here says so until one of the two is gone", async () => {
      await bookStay(await service.signIn(DEMO_GUEST), { propertyId: house.id, checkIn: night(20), checkOut: night(23) });
      await openCalendars();
      await readNow([STAYS[0]!, { from: night(22), to: night(25) }]);
      await person.hears("Airbnb is read: 1 stay is booked twice");
      await card().getByText("1 night of it booked here").waitFor();
      await card().getByText("Booked twice", { exact: true }).waitFor();
      await person.meetsNothing("a conflict");
      await card().getByRole("listitem").getByRole("link").click();
      await page.waitForURL((url) => url.pathname === "/host/calendar" && url.search === `?month=${FROM.slice(0, 7)}`);
      await openCalendars();
      await readNow(STAYS.slice(0, 1));
      await card().getByText("Booked here and at Airbnb.").waitFor({ state: "detached" });
    });

    it("that can't be read says why", async () => {
      platform.does((_req, res) => res.writeHead(500).end());
      await person.button("Read Airbnb now").click();
      await person.hears("Airbnb can’t be read: It answers 500");
      await card().getByText("What it has taken stays taken.").waitFor();
      await person.meetsNothing("a calendar that can't be read");
      platform.does();
    });

    it("is given an address of ours, which is worth nothing once there is a new one", async () => {
      const read = (url: string) => fetch(service.url + new URL(url).pathname);
      await person.button("Copy the address for Airbnb").click();
      await person.hears("Copied");
      await person.isAt(person.button("Copied: the address for Airbnb"));
      const first = await person.clipboard();
      expect(first).to.equal(await page.getByLabel("Give this address to Airbnb").inputValue());
      expect(await (await read(first)).text(), "the stay that is booked here").to.contain("SUMMARY:Reserved");
      await person.button("New address for Airbnb").click();
      await person.dialog("Make a new address?").getByRole("button", { name: "New address" }).click();
      await person.dialog("Make a new address?").waitFor({ state: "detached" });
      await person.isAt(person.button("New address for Airbnb"));
      await person.button("Copy the address for Airbnb").click();
      await person.hears("Copied");
      const second = await person.clipboard();
      expect((await Promise.all([read(first), read(second)])).map(({ status }) => status)).to.deep.equal([404, 200]);
    });

    it("gives its nights back when it is removed", async () => {
      await person.button("Remove Airbnb").click();
      await person.meetsNothing("asking before it is removed");
      await person.button("Remove it").click();
      await person.hears("Airbnb is removed");
      await person.isAt(person.heading());
      await person.button("Make an address").click();
      await person.isAt(person.button("Copy the address of this calendar"));
      await openMonth();
      await region().locator("[data-kind=booking]").waitFor();
      expect(await bars().count()).to.equal(0);
    });
  });
});
