/** What a person does on a page, and by what they know that it was done. */
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
