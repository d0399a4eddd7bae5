/** Which request does what. */
import { type Form, partOf, readForm, textOf } from "./form.ts";
import { cancelIntent, captureIntent, confirmIntent, createIntent, intentOf } from "./intents.ts";
import type { FakeAnswer } from "./keys.ts";
import { createRefund } from "./refunds.ts";
import { FakeError, type FakeIntent, type FakeState } from "./state.ts";

export interface Asked {
  method: string;
  path: string;
  form: Form;
  /** With the secret key; else it is a browser, which may only pay the intent whose secret it has. */
  isOurs: boolean;
}

/** @throws FakeError */
export function perform(state: FakeState, { method, path, form, isOurs }: Asked): FakeAnswer {
  const [address = "", search = ""] = path.split("?");
  const [, , kind, id, act] = address.split("/");
  const asked = method === "POST" ? form : readForm(search);
  if (!isOurs && !(act === "confirm" && textOf(form, "client_secret") === intentOf(state, id!).client_secret)) {
    throw new FakeError(401, { type: "invalid_request_error", message: "Invalid API Key provided" });
  }
  const expanded = (intent: FakeIntent) => ok(partOf(asked, "expand")["0"] === "latest_charge" ? { ...intent, latest_charge: state.charges.get(intent.latest_charge ?? "") ?? null } : intent);
  switch (`${method} ${[kind, id && ":id", act].filter(Boolean).join("/")}`) {
    case "POST payment_intents": return expanded(createIntent(state, asked));
    case "GET payment_intents/:id": return expanded(intentOf(state, id!));
    case "POST payment_intents/:id/confirm": return expanded(confirmIntent(state, id!, asked));
    case "POST payment_intents/:id/capture": return expanded(captureIntent(state, id!));
    case "POST payment_intents/:id/cancel": return expanded(cancelIntent(state, id!));
    case "POST refunds": return ok(createRefund(state, asked));
    case "GET refunds": return page(address, state.refunds, asked);
    case "GET disputes": return page(address, state.disputes, asked);
    default: throw new FakeError(404, { type: "invalid_request_error", message: `Unrecognized request URL (${method}: ${address})` });
  }
}

const ok = (body: object): FakeAnswer => ({ status: 200, body });

/** Newest first, like Stripe's; a page holds `limit`, and the next begins after `starting_after`. */
function page(url: string, all: { id: string; payment_intent: string }[], query: Form): FakeAnswer {
  const fitting = all.filter((one) => one.payment_intent === textOf(query, "payment_intent"));
  const from = 1 + fitting.findIndex((one) => one.id === textOf(query, "starting_after"));
  const to = from + Number(textOf(query, "limit") ?? 10);
  return ok({ object: "list", url, data: fitting.slice(from, to), has_more: to < fitting.length });
}
