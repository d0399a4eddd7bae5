/** What is wrong with an environment, and one that nothing is wrong with in production. */
import { ConfigProblem, loadConfig } from "../../shared/config.ts";

export const PRODUCTION = {
  NODE_ENV: "production", MONGODB_URI: "mongodb://db/vacancy", PUBLIC_URL: "https://stay.example.com", AUTH_KEYS: `a:${Buffer.alloc(32, 7).toString("base64url")}`,
};

export function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig({ MONGODB_URI: "mongodb://db/vacancy", ...env }, "server");
  } catch (error) {
    if (error instanceof ConfigProblem) return error.problems;
    throw error;
  }
  return [];
}
