/** Takes pictures of every letter at two widths, and of some in the dark: sheets in `docs/pictures/letters`. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import type { Language } from "../shared/contract/user.ts";
import { launchBrowser } from "../test/support/browser.ts";
import { factsFor, type PlaceName, SENDER } from "../test/support/mail/facts.ts";
import { composeLetter } from "../workers/mail/letters/compose.ts";
import { LETTER_KINDS, type LetterKind, rulesOf } from "../workers/mail/letters/kinds.ts";

const FOLDER = fileURLToPath(new URL("../docs/pictures/letters/", import.meta.url));

/** Of a phone, and of the pane in which mail programs show a letter. */
const WIDTHS = { phone: 390, desktop: 700 } as const;
const SPOKEN: [Language, PlaceName][] = [["en", "porto"], ["fr", "newYork"], ["es", "tokyo"]];

const kindsTo = (...people: string[]) => LETTER_KINDS.filter((kind) => people.includes(rulesOf(kind).to));

const SHEETS: { name: string; kinds: readonly LetterKind[] }[] = [
  { name: "account", kinds: kindsTo("account") },
  { name: "guest", kinds: kindsTo("guest").slice(0, 8) },
  { name: "guest-later", kinds: kindsTo("guest").slice(8) },
  { name: "host", kinds: kindsTo("host", "wisher") },
];

/** Kinds take turns with the languages, and each sheet has all three. */
async function letterHtml(kind: LetterKind, at: number): Promise<string> {
  const [language, place] = SPOKEN[at % SPOKEN.length]!;
  return (await composeLetter(factsFor(kind, language, place), SENDER)).html;
}

const inAttribute = (html: string) => html.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

async function takeSheet(browser: Browser, { name, kinds }: (typeof SHEETS)[number], width: keyof typeof WIDTHS, colorScheme: "light" | "dark"): Promise<void> {
  const context = await browser.newContext({ colorScheme, viewport: { width: kinds.length * (WIDTHS[width] + 16) + 16, height: 100 }, deviceScaleFactor: 0.6 });
  const page = await context.newPage();
  const frames = await Promise.all(kinds.map(async (kind, at) => `<iframe title="${kind}" style="width:${WIDTHS[width]}px" srcdoc="${inAttribute(await letterHtml(kind, at))}"></iframe>`));
  await page.setContent(`<style>body{margin:0;padding:16px;display:flex;gap:16px;align-items:flex-start;background:#8a8fa8}iframe{border:0;flex:none}</style>${frames.join("")}`);
  for (const frame of await page.locator("iframe").all()) {
    const height = await frame.contentFrame().locator("html").evaluate((letter) => letter.scrollHeight);
    await frame.evaluate((element, pixels) => element.setAttribute("height", String(pixels)), height);
  }
  const file = `${name}-${width}${colorScheme === "dark" ? "-dark" : ""}.png`;
  await page.screenshot({ path: join(FOLDER, file), fullPage: true });
  await context.close();
  console.log(`docs/pictures/letters/${file}`);
}

await mkdir(FOLDER, { recursive: true });
const browser = await launchBrowser();
try {
  for (const sheet of SHEETS) {
    for (const width of ["phone", "desktop"] as const) await takeSheet(browser, sheet, width, "light");
  }
  await takeSheet(browser, SHEETS[1]!, "phone", "dark");
} finally {
  await browser.close();
}
