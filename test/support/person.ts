/** What a person does on a page, and by what they know that it was done. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import { violationsOn } from "./axe.ts";

export function personOn(page: Page) {
  return {
    button: (name: string | RegExp) => page.getByRole("button", { name, exact: true }),
    dialog: (name: string) => page.getByRole("dialog", { name, exact: true }),
    heading: () => page.getByRole("heading", { level: 1 }),
    /** Until it was announced to who listens. */
    hears: (text: string) => page.getByTestId("announcer").filter({ hasText: text }).waitFor(),
    /** Until the focus is there. */
    isAt: (what: Locator) => page.locator(":focus").and(what).waitFor(),
    clipboard: () => page.evaluate("navigator.clipboard.readText()") as Promise<string>,
    /** Axe has nothing to say of the page as it is. */
    meetsNothing: async (where: string) => expect(await violationsOn(page), where).to.deep.equal([]),
  };
}

/** @param what said when it has not come to be within 20 s */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const by = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > by) throw new Error(`not within 20 s: ${what}`);
    await delay(20);
  }
}
