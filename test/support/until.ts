import { setTimeout as delay } from "node:timers/promises";

/** @throws where it has not come to be so in time, with what was waited for */
export async function until(isSo: () => boolean | Promise<boolean>, what: string, patienceMs = 15_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited ${patienceMs / 1000} s in vain until ${what}`);
    await delay(20);
  }
}
