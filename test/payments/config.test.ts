import { expect } from "chai";
import { ConfigProblem, loadConfig } from "../../shared/config.ts";

const KEYS = { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_12345678" };
const PRODUCTION = {
  NODE_ENV: "production", MONGODB_URI: "mongodb://db/vacancy", PUBLIC_URL: "https://stay.example.com", AUTH_KEYS: `a:${Buffer.alloc(32, 7).toString("base64url")}`,
};

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig({ MONGODB_URI: "mongodb://db/vacancy", ...env }, "server");
  } catch (error) {
    if (error instanceof ConfigProblem) return error.problems;
    throw error;
  }
  return [];
}

describe("Stripe's keys", () => {
  it("choose Stripe, and their absence the sandbox", () => {
    expect(loadConfig({}).stripe).to.equal(undefined);
    expect(loadConfig(KEYS).stripe).to.deep.equal({ secretKey: "sk_test_1", webhookSecret: "whsec_12345678", publishableKey: undefined, apiBase: undefined });
  });

  it("go together", () => {
    expect(problemsOf({ STRIPE_SECRET_KEY: "sk_test_1" })).to.deep.equal(["STRIPE_WEBHOOK_SECRET: is required with STRIPE_SECRET_KEY"]);
    expect(problemsOf({ STRIPE_WEBHOOK_SECRET: "whsec_12345678" })).to.deep.equal(["STRIPE_WEBHOOK_SECRET: does nothing without STRIPE_SECRET_KEY"]);
  });

  it("are not mistaken for each other, and not shown", () => {
    const problems = problemsOf({ STRIPE_SECRET_KEY: "pk_live_mistaken", STRIPE_WEBHOOK_SECRET: "short" });
    expect(problems).to.have.length(2);
    expect(problems.join()).not.to.match(/mistaken|short/);
  });

  it("are sent nowhere in the open in production", () => {
    expect(problemsOf({ ...PRODUCTION, ...KEYS })).to.deep.equal([]);
    expect(problemsOf({ ...PRODUCTION, ...KEYS, STRIPE_API_BASE: "http://stripe.example.com" })).to.have.length(1);
    expect(problemsOf({ ...PRODUCTION, ...KEYS, STRIPE_API_BASE: "http://127.0.0.1:12111" })).to.deep.equal([]);
  });
});
