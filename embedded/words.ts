/** What a start says to the person at the terminal. */
import { ConfigProblem } from "../shared/config.ts";
import { accounts, PASSWORD } from "./demo/accounts.ts";

/** What we foresaw speaks for itself; of anything else the place in the code is wanted. */
export function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const foreseen = error instanceof ConfigProblem || (error.constructor === Error && !("code" in error));
  return foreseen ? error.message : (error.stack ?? error.message);
}

const width = Math.max(...accounts.map(({ email }) => email.length));

export const signInLines = [`  Sign in with the password ${PASSWORD} as`, ...accounts.map(({ email, name, roles }) => `    ${email.padEnd(width)}   ${name}, ${roles.at(-1)}`)];
