/** Signed notices, as Stripe sends them. Signed by hand, so that nothing checks itself. */
import { createHmac } from "node:crypto";
import { seconds, type FakeEvent } from "./state.ts";

export interface Endpoint {
  url: string;
  secret: string;
  /** When it is signed; by the machine's clock where absent. */
  now?: () => Date;
}

/** @param at seconds */
export function signatureOf(body: string, secret: string, at = seconds()): string {
  return `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
}

/** @returns the status that was answered */
export async function deliver({ url, secret, now = () => new Date() }: Endpoint, event: FakeEvent): Promise<number> {
  const body = JSON.stringify(event, undefined, 2);
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signatureOf(body, secret, Math.floor(now().getTime() / 1000)) },
    body,
  });
  await response.text();
  return response.status;
}
