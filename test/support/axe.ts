/** What axe finds on a page. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** Not what was in order, nor where each element is: nobody reads that, and it takes most of the time. */
const FOUND_ONLY: Parameters<AxeBuilder["options"]>[0] = { resultTypes: ["violations"], selectors: false };

/** By all rules in light, and in dark by what colours decide: that is the only thing a scheme changes. @param but what is another's */
export async function violationsOn(page: Page, but: string[] = []): Promise<string[]> {
  const axe = () => but.reduce((builder, selector) => builder.exclude(selector), new AxeBuilder({ page }).setLegacyMode().options(FOUND_ONLY));
  const light = await seenIn(page, "light", axe());
  const dark = await seenIn(page, "dark", axe().withRules(["color-contrast"]));
  await page.emulateMedia({ colorScheme: null });
  return [...light, ...dark];
}

async function seenIn(page: Page, colorScheme: "light" | "dark", axe: AxeBuilder): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate("Promise.all(document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity).map(({ finished }) => finished.catch(() => {})))");
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`);
}
