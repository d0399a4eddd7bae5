/** Somebody new, who registers and verifies the address by the letter that lies in the sandbox mailbox; and signs in on the page. */
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import { createClient } from "./client.ts";
import { DEMO_PASSWORD } from "./demo.ts";

const PASSWORD = "one tree behind four windows";

/** Of those who register here, and of the demo. */
export const passwordOf = (email: string) => (email.endsWith("@vacancy.test") ? DEMO_PASSWORD : PASSWORD);

/** The path that the latest letter to this address with these words in its subject leads to. */
export async function letterLink(url: string, to: string, subject: string): Promise<string> {
  for (let look = 0; look < 100; look += 1) {
    const { body } = await createClient(url).get(`/sandbox/mailbox?to=${encodeURIComponent(to)}`);
    const letter = (body.items as { subject: string; text: string }[]).find((one) => one.subject.includes(subject));
    const link = letter && /https?:\/\/\S+/.exec(letter.text)?.[0];
    if (link) return new URL(link).pathname + new URL(link).search;
    await delay(100);
  }
  throw new Error(`no letter “${subject}” to ${to}`);
}

/** Their password is `passwordOf` the address. */
export async function register(url: string, person: { email: string; name: string }): Promise<void> {
  const client = createClient(url);
  await client.post("/auth/register", { ...person, password: passwordOf(person.email) });
  const token = new URL(await letterLink(url, person.email, "Verify"), url).searchParams.get("token");
  const { status, body } = await client.post("/auth/verify-email", { token });
  if (status !== 200) throw new Error(`${person.email} could not be verified: ${body.detail}`);
}

/** @param path where it leads */
export async function signInAt(page: Page, url: string, email: string, path: string): Promise<void> {
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(path)}`);
  await submitSignIn(page, email);
  await page.waitForURL((at) => at.pathname + at.search === path);
}

export async function submitSignIn(page: Page, email: string, password = passwordOf(email)): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
