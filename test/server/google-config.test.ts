import { expect } from "chai";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadConfig } from "../../shared/config.ts";
import { PRODUCTION, problemsOf } from "../support/config.ts";
import { withFolder } from "../embedded/processes.ts";

const CLIENT = { GOOGLE_CLIENT_ID: "123-abc.apps.googleusercontent.com", GOOGLE_CLIENT_SECRET: "GOCSPX-secret" };

describe("Google's settings", () => {
  it("mean Google itself, and without them nobody is offered it", () => {
    expect(loadConfig({}).google).to.equal(undefined);
    expect(loadConfig(CLIENT).google).to.deep.equal({ issuer: "https://accounts.google.com", clientId: CLIENT.GOOGLE_CLIENT_ID, clientSecret: CLIENT.GOOGLE_CLIENT_SECRET });
  });

  it("take the secret from a file", () =>
    withFolder(async (folder) => {
      const file = join(folder, "secret");
      await writeFile(file, "GOCSPX-in-a-file\n");
      const env = { GOOGLE_CLIENT_ID: CLIENT.GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET_FILE: file };
      expect(loadConfig(env).google?.clientSecret).to.equal("GOCSPX-in-a-file");
    }));

  it("go together", () => {
    expect(problemsOf({ GOOGLE_CLIENT_ID: CLIENT.GOOGLE_CLIENT_ID })).to.deep.equal(["GOOGLE_CLIENT_SECRET: is required with GOOGLE_CLIENT_ID"]);
    expect(problemsOf({ GOOGLE_CLIENT_SECRET: CLIENT.GOOGLE_CLIENT_SECRET })).to.deep.equal(["GOOGLE_CLIENT_SECRET: does nothing without GOOGLE_CLIENT_ID"]);
    expect(problemsOf({ GOOGLE_ISSUER: "https://id.example.com" })).to.deep.equal(["GOOGLE_ISSUER: does nothing without GOOGLE_CLIENT_ID"]);
  });

  it("are told with all else that is wrong, and the secret is not shown", () => {
    const problems = problemsOf({ PORT: "x", GOOGLE_CLIENT_ID: "no id", GOOGLE_CLIENT_SECRET: "short", GOOGLE_ISSUER: "https://id.example.com/path" });
    expect(problems.map((problem) => problem.split(":")[0])).to.deep.equal(["PORT", "GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "GOOGLE_ISSUER"]);
    expect(problems.join()).not.to.include('"short"');
  });

  it("let nobody vouch over http but this machine, and in production nobody", () => {
    const local = { ...CLIENT, GOOGLE_ISSUER: "http://127.0.0.1:4000" };
    expect(problemsOf(local)).to.deep.equal([]);
    for (const env of [{ ...CLIENT, GOOGLE_ISSUER: "http://id.example.com" }, { ...PRODUCTION, ...local }]) {
      expect(problemsOf(env).map((problem) => problem.split(":")[0])).to.deep.equal(["GOOGLE_ISSUER"]);
    }
    expect(problemsOf({ ...PRODUCTION, ...CLIENT, GOOGLE_ISSUER: "https://id.example.com" })).to.deep.equal([]);
  });
});
