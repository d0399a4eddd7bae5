/**
 * Stripe's own `stripe-mock`: no state, but it knows from Stripe's specification what a request must look like. Taken where
 * it is (`STRIPE_MOCK`, PATH, `.cache`), else built there by Go.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const MODULE = "github.com/stripe/stripe-mock@v0.203.0";
const CACHE = fileURLToPath(new URL("../../../.cache/stripe-mock", import.meta.url));
const NAME = process.platform === "win32" ? "stripe-mock.exe" : "stripe-mock";

async function find(): Promise<string> {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, NAME));
  const found = [process.env["STRIPE_MOCK"], ...onPath, join(CACHE, NAME)].find((file) => file && existsSync(file));
  if (found) return found;
  try {
    await promisify(execFile)("go", ["install", MODULE], { env: { ...process.env, GOBIN: CACHE } });
  } catch (error) {
    throw new Error(`stripe-mock is not here and could not be built. Install Go (1.22 or newer), or name a stripe-mock in STRIPE_MOCK`, { cause: error });
  }
  return join(CACHE, NAME);
}

/** @throws where it is not there and Go can't build it */
export async function startStripeMock(): Promise<{ url: string; close(): Promise<void> }> {
  const child = spawn(await find(), ["-http-addr", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const address = /Listening for HTTP at address: (\S+)/.exec(output)?.[1];
      if (address) resolve(`http://${address}`);
    });
    void ended.then(() => reject(new Error(`stripe-mock ended before it listened:\n${output}`)));
  });
  return {
    url,
    async close() {
      child.kill();
      await ended;
    },
  };
}
