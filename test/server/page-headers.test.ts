/** What the page may load and who may frame it: Stripe's addresses only where cards are typed on the page. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import express from "express";
import { loadConfig } from "../../shared/config.ts";
import { drain } from "../../server/drain.ts";
import { pageHeaders, pages } from "../../server/pages.ts";

const KEYS = { STRIPE_SECRET_KEY: "sk_test_fake", STRIPE_WEBHOOK_SECRET: "whsec_secret" };

describe("A page's headers", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "vacancy-headers-"));
    await mkdir(join(folder, "assets"));
    await writeFile(join(folder, "index.html"), "<!doctype html>");
    for (const name of ["type.woff2", "app.js"]) await writeFile(join(folder, "assets", name), "x");
  });
  after(() => rm(folder, { recursive: true }));

  async function headersOf(env: Record<string, string>, path = "/"): Promise<Headers> {
    const config = loadConfig({ NODE_ENV: "test", PUBLIC_URL: "https://stay.example.com", ...env });
    const server = createServer(express().use(pageHeaders(config), pages(folder, config))).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    await drain(server);
    return headers;
  }

  /** By directive. */
  async function policyOf(env: Record<string, string>): Promise<Record<string, string>> {
    const policy = (await headersOf(env)).get("Content-Security-Policy")!;
    return Object.fromEntries(policy.split(";").map((part) => [part.slice(0, part.indexOf(" ")), part.slice(part.indexOf(" ") + 1)]));
  }

  it("name nothing of Stripe's where it takes no cards on the page", async () => {
    for (const env of [{}, KEYS]) {
      const headers = await headersOf(env);
      expect(JSON.stringify([...headers])).not.to.include("stripe");
      expect(headers.get("Cross-Origin-Opener-Policy")).to.equal("same-origin");
      expect(await policyOf(env)).to.include({ "default-src": "'self'", "script-src": "'self'", "connect-src": "'self' wss://stay.example.com" }).and.not.have.property("frame-src");
    }
  });

  it("let in Stripe's script, its frames and its API where it does, and nothing else", async () => {
    const [strict, open] = [await policyOf({}), await policyOf({ ...KEYS, STRIPE_PUBLISHABLE_KEY: "pk_test_fake" })];
    expect(open).to.deep.equal({
      ...strict,
      "script-src": "'self' https://js.stripe.com https://*.js.stripe.com",
      "frame-src": "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com",
      "connect-src": "'self' wss://stay.example.com https://api.stripe.com",
    });
  });

  it("leave a window of a bank's with the frame that opened it, and isolate nothing that Stripe's frames could not follow", async () => {
    const headers = await headersOf({ ...KEYS, STRIPE_PUBLISHABLE_KEY: "pk_test_fake" });
    expect(headers.get("Cross-Origin-Opener-Policy")).to.equal("same-origin-allow-popups");
    for (const name of ["Cross-Origin-Embedder-Policy", "Permissions-Policy"]) expect(headers.has(name), name).to.equal(false);
  });

  it("lend the page's type to Stripe's frames, and no other file", async () => {
    const withStripe = { ...KEYS, STRIPE_PUBLISHABLE_KEY: "pk_test_fake" };
    const allowed = async (env: Record<string, string>, path: string) => (await headersOf(env, path)).get("Access-Control-Allow-Origin");
    expect(await allowed(withStripe, "/assets/type.woff2")).to.equal("*");
    expect([await allowed(withStripe, "/assets/app.js"), await allowed({}, "/assets/type.woff2")]).to.deep.equal([null, null]);
  });
});
