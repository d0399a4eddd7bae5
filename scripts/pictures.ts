/** Takes the README's pictures of the pages, from `npm start`'s own process on fresh demo data. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { addDays } from "../shared/contract/dates.ts";
import type { BookingView } from "../shared/contract/booking.ts";
import type { FoundProperty } from "../shared/contract/property.ts";
import { launchBrowser, signInOn } from "../test/support/browser.ts";
import { createClient } from "../test/support/client.ts";
import { DEMO_GUEST, DEMO_GUEST_2, DEMO_HOST, DEMO_SUPPORT } from "../test/support/demo.ts";
import { removeLoadedDemo, type ServiceProcess, startDemo } from "../test/support/process.ts";

const FOLDER = fileURLToPath(new URL("../docs/pictures/", import.meta.url));

const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };

interface Picture {
  name: string;
  path: string;
  email?: string;
  size?: typeof DESKTOP;
  colorScheme?: "light" | "dark";
  /** What is done before it is taken. */
  before?: (page: Page) => Promise<void>;
}

async function take(browser: Browser, { url }: ServiceProcess, { name, path, email, size = DESKTOP, colorScheme = "light", before }: Picture): Promise<void> {
  const context = await browser.newContext({ viewport: size, colorScheme, deviceScaleFactor: 1.5, locale: "en-GB" });
  const page = await context.newPage();
  if (email) await signInOn(page, url, email, path);
  else await page.goto(url + path);
  await page.waitForLoadState("networkidle");
  await before?.(page);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
  console.log(`docs/pictures/${name}.png`);
}

/** A property with stays before and after, and a stay of it that can be held. */
async function chooseStay({ url }: ServiceProcess): Promise<{ property: FoundProperty; checkIn: string; checkOut: string }> {
  const anyone = createClient(url);
  const { body } = await anyone.get("/properties?limit=50");
  const today = new Date().toISOString().slice(0, 10);
  for (const property of (body.items as FoundProperty[]).filter(({ units, currency }) => units === 1 && currency === "EUR")) {
    for (let start = 8; start < 40; start += 1) {
      const stay = { checkIn: addDays(today, start), checkOut: addDays(today, start + 4) };
      const { status } = await anyone.get(`/properties/${property.id}/quote?checkIn=${stay.checkIn}&checkOut=${stay.checkOut}&guests=2`);
      if (status === 200) return { property, ...stay };
    }
  }
  throw new Error("the demo has no free stay");
}

await mkdir(FOLDER, { recursive: true });
const service = await startDemo();
const browser = await launchBrowser();
try {
  const { property, checkIn, checkOut } = await chooseStay(service);
  const rival = await service.signIn(DEMO_GUEST_2);
  await rival.post("/holds", { propertyId: property.id, checkIn: addDays(checkOut, 1), checkOut: addDays(checkOut, 4), guests: 2 });
  const chosen = `?checkIn=${checkIn}&checkOut=${checkOut}&guests=2`;
  const toCalendar = (page: Page) => page.locator(`[data-night="${checkIn}"]`).first().evaluate((day) => day.scrollIntoView({ block: "center" }));
  const guest = await service.signIn(DEMO_GUEST);
  const { body: held } = await guest.post("/holds", { propertyId: property.id, checkIn, checkOut, guests: 2 });
  await take(browser, service, { name: "stay", path: `/stays/${held.id}`, email: DEMO_GUEST });
  await guest.delete(`/holds/${held.id}`);
  const { body: stays } = await guest.get("/bookings?limit=100");
  const stayed = (stays.items as BookingView[]).find(({ status }) => status === "completed");
  const coming = (stays.items as BookingView[]).find(({ status }) => status === "confirmed");
  for (const picture of [
    { name: "search", path: "/" },
    { name: "search-phone-dark", path: "/", size: PHONE, colorScheme: "dark" },
    { name: "property", path: `/properties/${property.id}${chosen}`, email: DEMO_GUEST, before: toCalendar },
    { name: "property-phone", path: `/properties/${property.id}${chosen}`, size: PHONE, before: toCalendar },
    { name: "property-dark", path: `/properties/${property.id}`, colorScheme: "dark" },
    { name: "stays", path: "/stays", email: DEMO_GUEST },
    { name: "receipt", path: `/stays/${stayed?.id}/receipt`, email: DEMO_GUEST },
    { name: "change", path: `/stays/${coming?.id}?dates`, email: DEMO_GUEST },
    { name: "account-phone-dark", path: "/account", email: DEMO_GUEST, size: PHONE, colorScheme: "dark" },
    { name: "earnings", path: "/host/earnings", email: DEMO_HOST },
    { name: "earnings-phone-dark", path: "/host/earnings", email: DEMO_HOST, size: PHONE, colorScheme: "dark" },
    { name: "host", path: "/host", email: DEMO_HOST },
    { name: "host-calendar", path: "/host/calendar", email: DEMO_HOST, colorScheme: "dark" },
    { name: "ops", path: "/ops", email: DEMO_SUPPORT },
    { name: "ops-phone-dark", path: "/ops", email: DEMO_SUPPORT, size: PHONE, colorScheme: "dark" },
  ] as Picture[]) {
    await take(browser, service, picture);
  }
} finally {
  await browser.close();
  await service.end();
  await removeLoadedDemo();
}
