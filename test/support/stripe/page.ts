/** Stripe's addresses as a browser finds them: its script, its frames, its banks, and its API with our fake behind it. */
import { readFileSync } from "node:fs";
import type { BrowserContext, Route } from "playwright-core";
import type { FakeStripe } from "./fake.ts";

const fileBeside = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const idOf = (clientSecret: string) => clientSecret.split("_secret")[0]!;

export interface PageStripe {
  /** Addresses that were asked for, without their queries, first to last. */
  asked: string[];
  /** Whether its script can be had. */
  isBlocked: boolean;
  /** Whether its API can be reached: confirming is carried out all the same, and its answer lost. */
  losesAnswers: boolean;
  /** How a bank asks: over the page, or on a page of its own. */
  asks: "in-frame" | "by-redirect";
}

export async function standInForStripe(context: BrowserContext, fake: FakeStripe): Promise<PageStripe> {
  const stripe: PageStripe = { asked: [], isBlocked: false, losesAnswers: false, asks: "in-frame" };
  const serve = (host: string, answer: (route: Route, url: URL) => Promise<void>) =>
    context.route(`https://${host}/**`, async (route) => {
      const url = new URL(route.request().url());
      stripe.asked.push(url.origin + url.pathname);
      await answer(route, url);
    });
  await serve("js.stripe.com", (route, url) => (stripe.isBlocked ? route.abort("blockedbyclient") : answerScript(route, url)));
  await serve("api.stripe.com", (route, url) => answerApi(route, url, fake, stripe));
  await serve("hooks.stripe.com", (route, url) => answerBank(route, url, fake));
  return stripe;
}

const html = (route: Route, body: string) => route.fulfill({ contentType: "text/html; charset=utf-8", body: `<!doctype html><meta charset="utf-8">${body}` });

function answerScript(route: Route, { pathname }: URL): Promise<void> {
  const script = (name: string) => route.fulfill({ contentType: "text/javascript", body: fileBeside(name) });
  if (pathname === "/fields.html") return html(route, FIELDS);
  if (pathname === "/fields.js") return script("page-fields.js");
  return /^\/[a-z]+\/stripe\.js$/.test(pathname) ? script("page.js") : route.fulfill({ status: 404 });
}

const FIELDS = `<style>
  body { margin: 0; padding: 4px; box-sizing: border-box }
  main { display: grid; grid-template-columns: 1fr 1fr }
  main > * { display: grid; gap: 4px; min-width: 0 }
  .wide { grid-column: 1 / -1 }
  .Input { box-sizing: border-box; width: 100%; line-height: 1.4 }
  #problem { margin: 0 }
  #problem:empty { display: none }
</style><style id="drawn"></style>
<main>
  <div class="wide"><label for="number">Card number</label><input class="Input" id="number" inputmode="numeric" placeholder="1234 1234 1234 1234"><p id="problem" role="alert"></p></div>
  <div><label for="expiry">Expiration date</label><input class="Input" id="expiry" placeholder="MM / YY"></div>
  <div><label for="cvc">Security code</label><input class="Input" id="cvc" placeholder="CVC"></div>
  <div class="wide"><label for="country">Country</label><input class="Input" id="country" value="Germany"></div>
</main>
<script src="/fields.js"></script>`;

/** What a browser may ask with an intent's secret: to pay it, and how it stands. */
async function answerApi(route: Route, url: URL, fake: FakeStripe, stripe: PageStripe): Promise<void> {
  const json = (status: number, body: object) => route.fulfill({ status, json: body, headers: { "Access-Control-Allow-Origin": "*" } });
  const request = route.request();
  const form = new URLSearchParams(request.postData() ?? "");
  if (request.method() === "GET") {
    const intent = fake.state.intents.get(url.pathname.split("/")[3] ?? "");
    if (!intent || intent.client_secret !== url.searchParams.get("client_secret")) return json(404, { error: { type: "invalid_request_error", message: "No such payment_intent" } });
    return json(200, withAction(intent, stripe, ""));
  }
  const response = await fetch(fake.url + url.pathname, { method: "POST", body: form });
  const answer = (await response.json()) as Shown;
  if (stripe.losesAnswers) return route.abort("connectionreset");
  return json(response.status, withAction(answer, stripe, form.get("return_url") ?? ""));
}

interface Shown {
  status?: string;
  client_secret?: string;
}

/** Where an intent waits for its bank, how to get there. */
function withAction(intent: Shown, { asks }: PageStripe, returnUrl: string): object {
  if (intent.status !== "requires_action") return intent;
  const url = `https://hooks.stripe.com/3d_secure/${idOf(intent.client_secret!)}?return_url=${encodeURIComponent(asks === "by-redirect" ? returnUrl : "")}`;
  return { ...intent, next_action: asks === "by-redirect" ? { type: "redirect_to_url", redirect_to_url: { url } } : { type: "use_stripe_sdk", use_stripe_sdk: { url } } };
}

/** A bank's page: asks, takes the answer, and goes back to where it was asked. */
function answerBank(route: Route, url: URL, fake: FakeStripe): Promise<void> {
  const id = url.pathname.split("/")[2]!;
  const answer = url.searchParams.get("answer");
  const returnUrl = url.searchParams.get("return_url") ?? "";
  if (answer === null) {
    const link = (text: string) => `<a role="button" href="?${new URLSearchParams({ return_url: returnUrl, answer: text }).toString()}">${text}</a>`;
    return html(route, `<title>Bank</title><body style="background: #fff; margin: 20vh auto; width: 20rem"><h1>Your bank</h1><p>${link("Approve")} ${link("Refuse")}`);
  }
  fake.answerAction(id, answer === "Approve");
  if (!returnUrl) return html(route, "<script>parent.postMessage({ answered: true }, '*')</script>");
  const back = new URL(returnUrl);
  const intent = fake.state.intents.get(id)!;
  for (const [name, value] of Object.entries({ payment_intent: id, payment_intent_client_secret: intent.client_secret, redirect_status: answer === "Approve" ? "succeeded" : "failed" })) back.searchParams.set(name, value);
  return html(route, `<script>location.replace(${JSON.stringify(back.href)})</script>`);
}
