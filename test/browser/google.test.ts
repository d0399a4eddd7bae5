/** Signing in with Google in a real browser: the page, its button, a provider on another site, and back. */
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { buildPage } from "../../embedded/page.ts";
import { launchBrowser, watchForErrors } from "../support/browser.ts";
import { type ServiceWithGoogle, startWithGoogle } from "../support/google/service.ts";

describe("Signing in with Google in a browser", function () {
  this.timeout(90_000);
  let all: ServiceWithGoogle;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    await buildPage(() => {});
    all = await startWithGoogle();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await all?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ locale: "en-GB" });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const button = () => page.getByRole("link", { name: "Continue with Google" });

  it("the button leads to Google's page, an account is chosen, and the page it comes back to is signed in", async () => {
    const account = all.google.person({ name: "Grace In The Browser" });
    const errors = watchForErrors(page);
    const refreshes: number[] = [];
    page.on("response", (response) => {
      if (response.url().endsWith("/api/auth/refresh")) refreshes.push(response.status());
    });
    await page.goto(`${all.url}/sign-in?next=%2Fstays`);
    await button().click();
    await page.getByRole("link", { name: account.name! }).click();
    await page.waitForURL(`${all.url}/stays`);
    await page.getByRole("heading", { name: "My stays" }).waitFor();
    const cookies = await context.cookies(all.url);
    expect(cookies.map(({ name, sameSite, httpOnly }) => ({ name, sameSite, httpOnly }))).to.deep.equal([{ name: "vacancy-refresh", sameSite: "Strict", httpOnly: true }]);
    expect(refreshes, "the page's own requests carry the strict cookie, the first one too").to.deep.equal([200]);
    const { _id } = await all.service.store.users.findOne({ email: account.email! }).orFail().lean();
    expect(await all.service.store.sessions.distinct("family", { userId: _id })).to.have.length(1);
    expect(errors).to.deep.equal([]);
  });

  it("who does not agree at Google reads so, and goes on from there", async () => {
    await page.goto(`${all.url}/sign-in?next=%2Fstays`);
    await button().click();
    await page.getByRole("link", { name: "Cancel" }).click();
    await page.getByText("You did not agree at Google").waitFor();
    expect(page.url()).to.equal(`${all.url}/sign-in?problem=google-cancelled&next=%2Fstays`);
    expect(await button().getAttribute("href")).to.equal("/api/auth/google?next=%2Fstays");
  });

  it("with Google down one is back at signing in, and the page says why", async () => {
    const fresh = await startWithGoogle();
    fresh.google.isDown = true;
    await page.goto(`${fresh.url}/sign-in?next=%2Fstays`);
    await button().click();
    await page.getByText("Google does not answer just now").waitFor();
    expect(page.url()).to.equal(`${fresh.url}/sign-in?problem=google-unavailable&next=%2Fstays`);
    await fresh.close();
  });
});
