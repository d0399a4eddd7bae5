/** Clocks that are wrong: libfaketime shifts what a process takes for the time of day, and nothing else. Debian's package where the tests run as root. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = ["x86_64-linux-gnu", "aarch64-linux-gnu"].map((machine) => `/usr/lib/${machine}/faketime/libfaketimeMT.so.1`);

function library(): string {
  const find = () => PLACES.find((place) => existsSync(place));
  const asRoot = process.getuid?.() === 0;
  if (!find() && asRoot) spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "faketime"], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  const found = find();
  if (found === undefined) throw new Error("These tests need libfaketime: `apt-get install faketime`");
  return found;
}

/** The environment of a process whose clock is so many seconds ahead; behind where below zero. */
export function clockAhead(seconds: number): Record<string, string> {
  return { LD_PRELOAD: library(), FAKETIME: `${seconds < 0 ? "" : "+"}${seconds}s`, FAKETIME_DONT_FAKE_MONOTONIC: "1", DONT_FAKE_MONOTONIC: "1" };
}
