import { expect } from "chai";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigProblem, loadConfig } from "../../shared/config.ts";
import { strictLimits } from "../../shared/limits.ts";
import { runNode, withFolder } from "./processes.ts";

const KEY = Buffer.alloc(32, 7).toString("base64url");
const PRODUCTION = { NODE_ENV: "production", MONGODB_URI: "mongodb://db/vacancy", PUBLIC_URL: "https://stay.example.com", AUTH_KEYS: `a:${KEY}` };

function problemsOf(env: NodeJS.ProcessEnv, role: "server" | "embedded" = "server"): readonly string[] {
  try {
    if (role === "server") loadConfig(env, "server");
    else loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigProblem) return error.problems;
    throw error;
  }
  return [];
}

describe("the configuration", () => {
  it("needs nothing on one machine, and can't be changed once read", () => {
    const config = loadConfig({});
    expect(config).to.include({ port: 3000, host: "127.0.0.1", publicUrl: "http://localhost:3000", holdSeconds: 600 });
    expect(config.allowedOrigins).to.deep.equal(["http://localhost:3000", "http://127.0.0.1:3000"]);
    expect(() => Object.assign(config, { port: 1 })).to.throw(TypeError);
  });

  it("tells everything that is wrong at once", () => {
    const problems = problemsOf({ NODE_ENV: "production", PORT: "70000", HOLD_SECONDS: "ten", LOG_LEVEL: "loud", ALLOWED_ORIGINS: "https://a.example/path", TRUST_PROXY: "true" });
    const named = problems.map((problem) => problem.split(":")[0]).sort();
    expect(named).to.deep.equal(["ALLOWED_ORIGINS", "AUTH_KEYS", "HOLD_SECONDS", "LOG_LEVEL", "MONGODB_URI", "PORT", "PUBLIC_URL", "TRUST_PROXY"]);
  });

  it("refuses short or malformed keys without showing them", () => {
    const problems = problemsOf({ ...PRODUCTION, AUTH_KEYS: `short:abcd,nonsense,b:${KEY},b:${KEY}` });
    expect(problems).to.have.length(3);
    expect(problems.join()).not.to.match(/abcd|nonsense/);
  });

  it("reads keys in order, from a file too, and an empty variable counts as absent", () =>
    withFolder(async (folder) => {
      const file = join(folder, "keys");
      await writeFile(file, `new:${KEY},old:${KEY}\n`);
      const { authKeys } = loadConfig({ ...PRODUCTION, AUTH_KEYS: "", AUTH_KEYS_FILE: file }, "server");
      expect(authKeys?.map(({ kid }) => kid)).to.deep.equal(["new", "old"]);
      expect(problemsOf({ ...PRODUCTION, AUTH_KEYS_FILE: file })).to.deep.equal(["AUTH_KEYS: is set, and AUTH_KEYS_FILE too; keep one"]);
      expect(problemsOf({ ...PRODUCTION, AUTH_KEYS: "", AUTH_KEYS_FILE: `${file}s` })).to.deep.equal(["AUTH_KEYS_FILE: can't be read (ENOENT)"]);
    }));

  it("keeps production to https, and the demo out of it", () => {
    expect(problemsOf(PRODUCTION)).to.deep.equal([]);
    expect(problemsOf({ ...PRODUCTION, PUBLIC_URL: "http://stay.example.com" })).to.have.length(1);
    expect(problemsOf(PRODUCTION, "embedded")).to.have.length(1);
  });

  it("limits in production alone, where not told otherwise, and there always", () => {
    expect(loadConfig({}).limits).to.equal(undefined);
    expect(loadConfig({ NODE_ENV: "test" }).limits).to.equal(undefined);
    expect(loadConfig(PRODUCTION, "server").limits).to.equal(strictLimits);
    expect(loadConfig(PRODUCTION, "server").limits?.counts.liveHolds).to.equal(5);
    expect(loadConfig({ LIMITS: "strict" }).limits).to.deep.equal(strictLimits);
    expect(loadConfig({ ...PRODUCTION, LIMITS: "requests=3000, liveHolds=10" }, "server").limits).to.deep.equal({
      rates: { ...strictLimits.rates, requests: { ...strictLimits.rates.requests, most: 3000 } },
      counts: { ...strictLimits.counts, liveHolds: 10 },
    });
    expect(problemsOf({ ...PRODUCTION, LIMITS: "none" })).to.have.length(1);
    for (const LIMITS of ["off", "requests=0", "requests=-1", "requests", "toString=1", "requests=3000;liveHolds=10", "requests=1e9"]) expect(problemsOf({ ...PRODUCTION, LIMITS }), LIMITS).to.have.length(1);
  });

  it("takes a Redis, from a file too, and never shows its password", () =>
    withFolder(async (folder) => {
      const file = join(folder, "redis");
      await writeFile(file, "rediss://:secret@cache:6379/1\n");
      expect(loadConfig({ REDIS_URL_FILE: file }).redisUrl).to.equal("rediss://:secret@cache:6379/1");
      expect(loadConfig({}).redisUrl).to.equal(undefined);
      expect(problemsOf({ ...PRODUCTION, REDIS_URL: "http://:secret@cache" }).join()).to.include("REDIS_URL").and.not.include("secret");
    }));

  it("is what .env.example says", async () => {
    const { code, output } = await runNode(["--import", "tsx", "scripts/env-example.ts", "--check"]);
    expect(output).to.equal("");
    expect(code).to.equal(0);
  });
});
