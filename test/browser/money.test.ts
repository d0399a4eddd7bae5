/** Money on both sides of the desk: what a host earned, and what support returns and sees to. */
import { expect } from "chai";
import type { Browser, Locator, Page } from "playwright-core";
import { addDays, addMonths, localDate } from "../../shared/contract/dates.ts";
import { violationsOn } from "../support/axe.ts";
import { launchBrowser, signInOn, watchForErrors } from "../support/browser.ts";
import { createClient } from "../support/client.ts";
import { DEMO_GUEST, DEMO_HOST, DEMO_SUPPORT } from "../support/demo.ts";
import { listHouse, payFor } from "../support/house.ts";
import { type ServiceProcess, startDemo } from "../support/process.ts";

/** Its holder asks the money back through the bank. */
const DISPUTED_CARD = "4000 0000 0000 0259";

describe("Money in a browser", function () {
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

  async function pageOf(email: string, path: string): Promise<Page> {
    const page = await (await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 } })).newPage();
    await signInOn(page, service.url, email, path);
    return page;
  }

  /** `1,234.50` → 123450; a dash is nothing. */
  const minor = (text: string) => (text === "–" ? 0 : Math.round(Number(text.replaceAll(",", "").replace("−", "-")) * 100));
  const rowsOf = (rows: Locator) => rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")));
  const amountsOf = async (rows: Locator) => (await rowsOf(rows)).map((row) => row.map(minor));
  const sumsOf = (rows: number[][]) => rows.reduce((sums, row) => sums.map((sum, at) => sum + row[at]!), rows[0]!.map(() => 0));

  /** On the page of a month: each stay's amounts in euros, which must add up. */
  async function readStatement(page: Page): Promise<{ total: number[]; stays: Map<string, number[]> }> {
    const table = page.locator("[data-currency=EUR] table");
    await table.waitFor();
    const lines = await amountsOf(table.locator("tbody tr"));
    const [total] = await amountsOf(table.locator("tfoot tr"));
    for (const [earned, commission, taxes, payout] of [...lines, total!]) expect(earned! + commission! + taxes!, "earned − commission + taxes").to.equal(payout);
    expect(sumsOf(lines)).to.deep.equal(total);
    const ids = await table.locator("tbody").evaluateAll((all) => all.map((one) => one.getAttribute("data-booking")!));
    return { total: total!, stays: new Map(ids.map((id, at) => [id, lines[at]!])) };
  }

  const latestStatement = (page: Page) => page.locator(".earnings-statements li a").first();

  it("a host sees what was earned, by month and stay by stay, and it adds up; a part that support returns is in it", async () => {
    const host = await pageOf(DEMO_HOST, "/host/earnings");
    const errors = [watchForErrors(host)];
    const euros = host.locator("section[data-currency=EUR]");
    await euros.getByText("In numbers").click();
    const months = await amountsOf(euros.locator("tbody tr"));
    const [inAll] = await amountsOf(euros.locator("tfoot tr"));
    expect(months).to.have.length(12);
    expect(sumsOf(months)).to.deep.equal(inAll);
    const thisMonth = new Date().toISOString().slice(0, 7);
    const owner = await service.signIn(DEMO_HOST);
    const statements = async () => (await owner.get(`/host/earnings?from=${addMonths(thisMonth, -5)}&to=${addMonths(thisMonth, 6)}`)).body;
    const body = await statements();
    const sum = (list: any[], name: string) => list.filter(({ currency }) => currency === "EUR").reduce((all, one) => all + one[name], 0);
    expect(inAll).to.deep.equal([sum(body.items, "payout"), sum(body.upcoming, "payout"), sum(body.items, "refunded")]);
    expect(inAll![0], "something was earned").to.be.above(0);

    await latestStatement(host).click();
    const before = await readStatement(host);
    const [bookingId, [, , , payout]] = [...before.stays].find(([, amounts]) => amounts[3]! > 1250)! as [string, [number, number, number, number]];

    const began = new Date();
    const support = await pageOf(DEMO_SUPPORT, `/ops/bookings/${bookingId}`);
    errors.push(watchForErrors(support));
    await support.getByRole("button", { name: "Refund a part" }).click();
    const dialog = support.getByRole("dialog");
    await dialog.getByLabel(/^Amount/).fill("99999999");
    await dialog.getByLabel("Reason").fill("No hot water");
    await dialog.getByRole("button", { name: "Return it" }).click();
    await dialog.getByText(/^An amount in EUR, up to €/).waitFor();
    await dialog.getByLabel(/^Amount/).fill("12,50");
    await dialog.getByRole("button", { name: "Return it" }).click();
    await dialog.waitFor({ state: "detached" });
    await support.getByRole("list", { name: "History" }).getByText("€12.50 to go back · “No hot water”").waitFor();
    await support.getByRole("list", { name: "History" }).getByText("€12.50 went back").waitFor();
    await support.locator(".ops-facts").getByText("€12.50", { exact: true }).waitFor();

    const euroStatements = (list: any[]) => list.filter(({ currency }) => currency === "EUR");
    const { month, stays } = euroStatements((await statements()).items).find((one) => one.refunded !== (euroStatements(body.items).find((other) => other.month === one.month)?.refunded ?? 0));
    const { propertyId } = stays.find((stay: any) => stay.bookingId === bookingId);
    const { timeZone } = (await createClient(service.url).get(`/properties/${propertyId}`)).body;
    expect(month, "the month in which it went back, by the property's clock").to.be.oneOf([began, new Date()].map((at) => localDate(at, timeZone).slice(0, 7)));
    const isSameMonth = host.url().endsWith(month);
    await host.goto(`${service.url}/host/earnings/${month}`);
    const after = await readStatement(host);
    const changed = after.stays.get(bookingId);
    expect(changed, "the stay is in it").not.to.equal(undefined);
    // Where the stay ended in another month, this one has what went back alone: below zero.
    expect(changed![3]! - (isSameMonth ? payout : 0), "what of it was the host’s").to.be.within(-1250, -1);
    expect(errors).to.deep.equal([[], []]);
    await Promise.all([host.context().close(), support.context().close()]);
  });

  /** A stay whose payment is disputed at once. @returns the booking's id */
  async function bookDisputed(): Promise<string> {
    const owner = await service.signIn(DEMO_HOST);
    const propertyId = await listHouse(owner, { title: "House of a dispute" });
    const guest = await service.signIn(DEMO_GUEST);
    const checkIn = addDays(new Date().toISOString().slice(0, 10), 30);
    const { body: held } = await guest.post("/holds", { propertyId, checkIn, checkOut: addDays(checkIn, 2), guests: 1 });
    await payFor(guest, held.id, DISPUTED_CARD);
    return held.id;
  }

  it("support sees a case the moment it opens, takes it and resolves it, and whoever else looks sees that, too", async () => {
    const [mine, theirs] = [await pageOf(DEMO_SUPPORT, "/ops/cases"), await pageOf("admin@vacancy.test", "/ops/cases")];
    const errors = [watchForErrors(mine), watchForErrors(theirs)];
    await Promise.all([mine, theirs].map((page) => page.getByText("No case is open.").waitFor()));
    const bookingId = await bookDisputed();
    for (const page of [mine, theirs]) {
      await page.locator("[data-kind=dispute]").getByText("House of a dispute").waitFor();
      await page.getByRole("link", { name: "Cases 1 open" }).waitFor();
    }
    await mine.getByRole("button", { name: /^Take: Payment disputed/ }).click();
    await mine.getByText("You see to it", { exact: true }).waitFor();
    await theirs.getByText("Somebody else sees to it", { exact: true }).waitFor();
    await mine.getByRole("button", { name: /^Resolve: / }).click();
    await mine.getByRole("dialog").getByLabel("How it ended").fill("Sent the bank what it wanted to see");
    await mine.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
    await Promise.all([mine, theirs].map((page) => page.getByText("No case is open.").waitFor()));
    await theirs.getByRole("link", { name: "Cases", exact: true }).waitFor();
    await mine.locator("h1:focus").waitFor(); // the button that had the focus has gone
    await mine.getByRole("link", { name: "Resolved" }).click();
    await mine.locator("[data-kind=dispute]").getByText("Sent the bank what it wanted to see").waitFor();
    await mine.getByRole("link", { name: `Booking ${bookingId.slice(-6)}: its history` }).click();
    await mine.getByRole("list", { name: "History" }).getByText("“Sent the bank what it wanted to see”").waitFor();
    expect(errors).to.deep.equal([[], []]);
    await Promise.all([mine.context().close(), theirs.context().close()]);
  });

  it("axe finds nothing on these pages and their dialogs, light or dark", async () => {
    const bookingId = await bookDisputed();
    const host = await pageOf(DEMO_HOST, "/host/earnings");
    await host.getByText("In numbers").first().click();
    expect(await violationsOn(host), "earnings").to.deep.equal([]);
    await latestStatement(host).click();
    await host.getByRole("button", { name: "Print" }).waitFor();
    expect(await violationsOn(host), "statement").to.deep.equal([]);

    const support = await pageOf(DEMO_SUPPORT, "/ops/cases");
    const found = support.locator("[data-kind=dispute]", { hasText: bookingId.slice(-6) });
    await found.waitFor();
    expect(await violationsOn(support), "cases").to.deep.equal([]);
    await found.getByRole("button", { name: /^Resolve/ }).click();
    expect(await violationsOn(support), "resolving").to.deep.equal([]);
    await support.keyboard.press("Escape");
    await found.getByRole("link", { name: /^Booking/ }).click();
    await support.getByText("The bank decides about this payment.").waitFor();
    expect(await violationsOn(support), "a booking with its case").to.deep.equal([]);
    await Promise.all([host.context().close(), support.context().close()]);
  });
});
