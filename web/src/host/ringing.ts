/** Whether alerts sound, remembered in this browser. */
import { createStore } from "../../../shared/contract/client/store.ts";

const KEY = "vacancy:silent";

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === null;
  } catch {
    return true;
  }
}

export const sounding = createStore(remembered());

export function setSounding(on: boolean): void {
  sounding.set(on);
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "1");
  } catch {
    // Lasts as long as the page.
  }
}
