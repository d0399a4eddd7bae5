/** A person's account on the page: letters, devices and rights that end while somebody is at work. */
import { readFile } from "node:fs/promises";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { violationsOn } from "../support/axe.ts";
import { launchBrowser, watchForErrors } from "../support/browser.ts";
import { createClient } from "../support/client.ts";
import { DEMO_GUEST, DEMO_HOST, DEMO_SUPPORT } from "../support/demo.ts";
import { letterLink, passwordOf, register, signInAt, submitSignIn } from "../support/registered.ts";
import { type ServiceProcess, startDemo } from "../support/process.ts";

const DEMO_ADMIN = "admin@vacancy.test";
const OTHER_PASSWORD = "lamp over four windows";
const ENDED = "You have been signed out here";
/** How soon a page knows that it is signed out, in milliseconds; the browser has some of it for itself. */
const SOON = { timeout: 8_000 };

describe("An account on the page", function () {
  this.timeout(90_000);
  let service: ServiceProcess;
  let browser: Browser;
  let people = 0;

  before(async () => {
    service = await startDemo();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.end();
  });

  const openPage = async (): Promise<Page> => (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();

  /** @returns the address of somebody who has just registered and verified it */
  async function newPerson(name = "Nora Quist"): Promise<string> {
    const email = `person${(people += 1)}@stay.test`;
    await register(service.url, { email, name });
    return email;
  }

  const signIn = (page: Page, email: string, path: string) => signInAt(page, service.url, email, path);
  const isToldItEnded = async (page: Page) => {
    await page.waitForURL((url) => url.pathname === "/sign-in", SOON);
    await page.getByText(ENDED).waitFor();
  };
  const statusOfLogin = async (email: string, password = passwordOf(email)) => (await createClient(service.url).post("/auth/login", { email, password })).status;

  it("whose password is forgotten has a new one by a letter, and the old device is signed out", async () => {
    const email = await newPerson();
    const [old, page] = [await openPage(), await openPage()];
    await signIn(old, email, "/stays");
    const errors = watchForErrors(page);
    const ask = async (address: string) => {
      await page.goto(`${service.url}/sign-in`);
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await page.getByLabel("Email").fill(address);
      await page.getByRole("button", { name: "Send the letter" }).click();
      await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
      return (await page.locator("main").innerText()).replaceAll(address, "…");
    };
    const said = await ask("nobody-at-all@stay.test");
    expect(await ask(email), "whether there is such an account or not").to.equal(said);
    await page.getByRole("link", { name: "read them in the mailbox" }).click();
    await page.locator("a[href^='/reset?token=']").click();
    await page.getByLabel("New password").fill("too short");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByText("10 characters or more, 200 at most").waitFor();
    await page.getByLabel("New password").fill("vacancy-2026");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByText("This password is little else than").waitFor();
    await page.getByLabel("New password").fill(OTHER_PASSWORD);
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByRole("heading", { name: "Your new password holds" }).waitFor();
    await isToldItEnded(old);
    await page.getByRole("link", { name: "Sign in" }).last().click();
    await submitSignIn(page, email, OTHER_PASSWORD);
    await page.getByRole("link", { name: "My account" }).waitFor();
    expect(errors.filter((error) => !error.includes("status of 400")), "beside the password that was refused").to.deep.equal([]);
    expect(await statusOfLogin(email)).to.equal(401);
    await page.goto(service.url + (await letterLink(service.url, email, "Choose a new password")));
    await page.getByLabel("New password").fill(OTHER_PASSWORD);
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByRole("heading", { name: "This link does not work" }).waitFor();
  });

  it("has another name, another password and another address, each as it says", async () => {
    const email = await newPerson();
    const moved = email.replace("person", "moved");
    const [page, other] = [await openPage(), await openPage()];
    await signIn(page, email, "/account");
    await signIn(other, email, "/stays");
    await page.getByLabel("Name", { exact: true }).fill("Nora Quist-Berg");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("link", { name: "My account: Nora Quist-Berg" }).waitFor();
    await page.getByRole("checkbox", { name: /^Reminders/ }).uncheck();
    await page.getByRole("button", { name: "Save letters" }).click();
    await page.getByRole("region", { name: "My letters" }).getByText("Saved").waitFor();
    expect(await page.getByRole("checkbox", { checked: true }).count(), "wishes alone, of who is no host").to.equal(1);

    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByLabel("Password until now").fill("not mine");
    await page.getByLabel("New password").fill(OTHER_PASSWORD);
    await page.getByRole("button", { name: "Change it" }).click();
    await page.getByText("This is not your password").waitFor();
    await page.getByLabel("Password until now").fill(passwordOf(email));
    await page.getByRole("button", { name: "Change it" }).click();
    await page.getByText("Your password is changed.").first().waitFor();
    await isToldItEnded(other);
    await page.reload();
    await page.getByRole("list", { name: "Devices" }).getByText("This device").waitFor();
    expect(await page.getByRole("list", { name: "Devices" }).getByRole("listitem").count()).to.equal(1);

    await page.getByRole("button", { name: "Change address" }).click();
    await page.getByLabel("New email").fill(moved);
    await page.getByLabel("Your password").fill(OTHER_PASSWORD);
    await page.getByRole("button", { name: "Send the letter" }).click();
    await page.getByText(`We have sent a letter to ${moved}`).waitFor();
    const letter = await page.context().newPage();
    await letter.goto(service.url + (await letterLink(service.url, moved, "Verify your new address")));
    await letter.getByRole("heading", { name: "Your address is verified" }).waitFor();
    await isToldItEnded(page);
    expect([await statusOfLogin(email, OTHER_PASSWORD), await statusOfLogin(moved, OTHER_PASSWORD)]).to.deep.equal([401, 200]);
  });

  it("lists its devices, signs out one of them, and then all", async () => {
    const email = await newPerson();
    const [page, other] = [await openPage(), await openPage()];
    await signIn(other, email, "/stays");
    await signIn(page, email, "/account");
    const second = await page.context().newPage();
    await second.goto(service.url);
    await second.getByRole("link", { name: "My account" }).waitFor();
    const devices = page.getByRole("list", { name: "Devices" }).getByRole("listitem");
    expect(await devices.first().innerText()).to.match(/^Chrome on Linux This device/);
    expect(await devices.count()).to.equal(2);
    await devices.nth(1).getByRole("button", { name: /^Sign out/ }).click();
    await isToldItEnded(other);
    await devices.nth(1).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await page.waitForURL(`${service.url}/`);
    await page.getByRole("link", { name: "Sign in", exact: true }).waitFor();
    await isToldItEnded(second);
  });

  it("gives its data as a file, and is deleted for good where nothing is under way", async () => {
    const host = await openPage();
    await signIn(host, DEMO_HOST, "/account");
    const [download] = await Promise.all([host.waitForEvent("download"), host.getByRole("button", { name: "Download my data" }).click()]);
    expect(download.suggestedFilename()).to.match(/^vacancy-my-data-\d{4}-\d\d-\d\d\.json$/);
    const data = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(data.me.email).to.equal(DEMO_HOST);
    expect(data.properties).to.have.length.above(0);
    await host.getByRole("button", { name: "Delete my account" }).click();
    await tryToDelete(host, DEMO_HOST);
    await host.getByRole("alert").getByText(/^A (stay or a refund|property) of yours is/).waitFor();

    const email = await newPerson();
    const page = await openPage();
    await signIn(page, email, "/account");
    await page.getByRole("button", { name: "Delete my account" }).click();
    await page.getByLabel("Your password").fill(passwordOf(email));
    await page.getByRole("button", { name: "Delete for good" }).click();
    await page.getByText("Type the word delete").waitFor();
    await tryToDelete(page, email);
    await page.getByRole("heading", { name: "Your account is deleted" }).waitFor();
    expect(await statusOfLogin(email)).to.equal(401);
  });
  async function tryToDelete(page: Page, email: string): Promise<void> {
    await page.getByLabel("Your password").fill(passwordOf(email));
    await page.getByLabel("to confirm").fill("Delete");
    await page.getByRole("button", { name: "Delete for good" }).click();
  }

  it("that is given a role has it in its menu, and that support suspends is signed out at once, whatever it looks at", async () => {
    const email = await newPerson("Otto Lind");
    const { body } = await createClient(service.url).get("/properties?limit=1");
    const [page, support, admin] = [await openPage(), await openPage(), await openPage()];
    await signIn(page, email, `/properties/${body.items[0].id}`);
    await signIn(admin, DEMO_ADMIN, "/ops/users");
    await admin.getByLabel("Name, email or number").fill(email);
    await admin.getByRole("button", { name: "Find" }).click();
    await admin.getByRole("button", { name: "Change roles of Otto Lind" }).click();
    await admin.getByLabel("Change", { exact: true }).selectOption({ label: "Give the role Host" });
    await decide(admin, "Give the role Host");
    await page.getByRole("link", { name: "Earnings" }).waitFor(SOON);

    await signIn(support, DEMO_SUPPORT, `/ops/users?q=${email}`);
    await support.getByRole("button", { name: "Suspend Otto Lind" }).click();
    await decide(support, "Suspend");
    await isToldItEnded(page);
    await admin.getByText("Suspended", { exact: true }).waitFor();
    await submitSignIn(page, email);
    await page.getByRole("alert").getByText("This account is suspended; write to support").waitFor();
    await support.getByRole("button", { name: "Restore Otto Lind" }).click();
    await decide(support, "Restore");
    await support.getByRole("button", { name: "Suspend Otto Lind" }).waitFor();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(`${service.url}/properties/${body.items[0].id}`);
  });
  async function decide(page: Page, button: string): Promise<void> {
    await page.getByRole("dialog").getByLabel("Why").fill("Asked for money outside");
    await page.getByRole("dialog").getByRole("button", { name: button, exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }

  it("is found from a booking's history", async () => {
    const { body } = await (await service.signIn(DEMO_SUPPORT)).get(`/ops/bookings?q=${DEMO_GUEST}&limit=1`);
    const page = await openPage();
    await signIn(page, DEMO_SUPPORT, `/ops/bookings/${body.items[0].id}`);
    await page.getByRole("link", { name: /^The guest / }).click();
    await page.getByRole("list", { name: "People" }).getByText(DEMO_GUEST).waitFor();
  });

  it("is opened with Google where the service is set up for that, and what went wrong there is said", async () => {
    const page = await openPage();
    for (const google of [false, true]) {
      await page.route("**/api/auth/ways", (route) => route.fulfill({ json: { google } }));
      await page.goto(`${service.url}/sign-in?next=%2Fstays&problem=google-cancelled`);
      await page.getByRole("alert").getByText("You did not agree at Google").waitFor();
      await page.waitForLoadState("networkidle");
      const links = page.getByRole("link", { name: "Continue with Google" });
      expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).to.deep.equal(google ? ["/api/auth/google?next=%2Fstays"] : []);
    }
  });

  /** Each page, whose it is, and what is pressed on it. */
  const looks: [path: string, email?: string | undefined, button?: RegExp][] = [
    ["/sign-in?problem=google-expired"], ["/forgot"], ["/reset?token=none", undefined, /^Set the password/], ["/reset"], ["/unsubscribe?token=none"], ["/account/deleted"],
    ["/account", DEMO_GUEST], ["/account", DEMO_GUEST, /^Delete my account/], ["/ops/users", DEMO_ADMIN], ["/ops/users", DEMO_ADMIN, /^Change roles/],
  ];
  it("axe finds nothing on any of its pages, light or dark", async () => {
    for (const [path, email, button] of looks) {
      const page = await openPage();
      await (email ? signIn(page, email, path) : page.goto(service.url + path));
      await page.waitForLoadState("networkidle");
      if (button) await page.getByRole("button", { name: button }).first().click();
      expect(await violationsOn(page), path).to.deep.equal([]);
      await page.context().close();
    }
  });
});
