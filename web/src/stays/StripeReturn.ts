/** A bank that sent the guest to a page of its own sends them back to the stay, with what Stripe adds to its address. */

const ADDED = ["payment_intent", "payment_intent_client_secret", "redirect_status", "source_redirect_slug", "source_type"];

/** The same address without it. How the payment stands is asked of Stripe: an address can say anything. */
export function withoutReturn(address: string): string {
  const url = new URL(address);
  for (const name of ADDED) url.searchParams.delete(name);
  return url.href;
}

/** The secret must not stay in the address: it would be shared with it. */
export function cleanAddress(): void {
  if (!new URLSearchParams(window.location.search).has("redirect_status")) return;
  window.history.replaceState(window.history.state, "", withoutReturn(window.location.href));
}
