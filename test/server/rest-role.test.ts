import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { createUser } from "../../shared/accounts/create-user.ts";
import { freshUri, storeAt } from "../support/mongo.ts";

const MAIN = fileURLToPath(new URL("../../server/main.ts", import.meta.url));

describe("The role server", function () {
  this.timeout(60_000);

  const run = (env: Record<string, string>): { child: ChildProcess; output: () => string } => {
    const child = spawn(process.execPath, ["--import=tsx", MAIN], { env: { PATH: process.env["PATH"], PORT: "0", HOST: "127.0.0.1", ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk) => (output += chunk));
    return { child, output: () => output };
  };
  /** What has been written by the time this line is there. */
  const until = async ({ child, output }: ReturnType<typeof run>, line: string) => {
    while (!output().includes(line)) {
      if (child.exitCode !== null) throw new Error(`It ended:\n${output()}`);
      await Promise.race([once(child.stdout!, "data"), once(child, "close")]);
    }
  };
  const production = (uri: string) => ({
    NODE_ENV: "production", MONGODB_URI: uri, PUBLIC_URL: "https://stay.example.com", AUTH_KEYS: `k:${Buffer.alloc(32, 1).toString("base64url")}`,
  });

  it("is configured by the environment alone, and ends at SIGTERM after what is under way", async () => {
    const server = run({ MONGODB_URI: await freshUri() });
    await until(server, "listening");
    const url = /"url":"([^"]+)"/.exec(server.output())![1];
    expect((await fetch(`${url}/healthz`)).status).to.equal(200);
    server.child.kill("SIGTERM");
    const [code] = await once(server.child, "close");
    expect(server.output()).to.include('"msg":"closed"');
    expect(code).to.equal(0);
  });

  it("says in words what its environment lacks", async () => {
    const { child, output } = run({});
    const [code] = await once(child, "close");
    expect(code).to.equal(1);
    expect(output()).to.include("MONGODB_URI").and.not.include("    at ");
  });

  it("in production has no sandbox, and does not start where demo accounts are", async () => {
    const uri = await freshUri();
    const server = run(production(uri));
    await until(server, "listening");
    const url = /"url":"([^"]+)"/.exec(server.output())![1];
    expect((await fetch(`${url}/api/sandbox/mailbox`)).status).to.equal(404);
    server.child.kill("SIGTERM");
    await once(server.child, "close");

    const store = await storeAt(uri);
    await createUser(store, { email: "guest@vacancy.test", name: "Ada", roles: ["guest"], passwordHash: "x" });
    await store.close();
    const refused = run(production(uri));
    const [code] = await once(refused.child, "close");
    expect(code).to.equal(1);
    expect(refused.output()).to.include("guest@vacancy.test");
  });
});
