/** Which request does what. */
import { type Form, partOf, readForm, textOf } from "./form.ts";
import { cancelIntent, captureIntent, confirmIntent, createIntent, intentOf } from "./intents.ts";
import type { FakeAnswer } from "./keys.ts";
import { createRefund } from "./refunds.ts";
import { FakeError, type FakeIntent, type FakeState, invalid } from "./state.ts";

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
  const wants = Object.values(partOf(asked, "expand"));
  const withCharge = (intent: FakeIntent) => ({ ...intent, latest_charge: state.charges.get(intent.latest_charge ?? "") ?? null });
  const expanded = (intent: FakeIntent) => ok(wants.includes("latest_charge") ? withCharge(intent) : intent);
  switch (`${method} ${[kind, id && ":id", act].filter(Boolean).join("/")}`) {
    case "POST payment_intents": return expanded(createIntent(state, asked));
    case "GET payment_intents": return page(address, madeSince(state, asked), asked, wants.includes("data.latest_charge") ? withCharge : undefined);
    case "GET payment_intents/:id": return expanded(intentOf(state, id!));
    case "POST payment_intents/:id/confirm": return expanded(confirmIntent(state, id!, asked));
    case "POST payment_intents/:id/capture": return expanded(captureIntent(state, id!));
    case "POST payment_intents/:id/cancel": return expanded(cancelIntent(state, id!));
    case "POST refunds": return ok(createRefund(state, asked));
    case "GET refunds": return page(address, ofOneIntent(state.refunds, asked), asked);
    case "GET disputes": return page(address, ofOneIntent(state.disputes, asked), asked);
    default: throw new FakeError(404, { type: "invalid_request_error", message: `Unrecognized request URL (${method}: ${address})` });
  }
}

const ok = (body: object): FakeAnswer => ({ status: 200, body });

/** Newest first; of one second, the last that was made. */
function madeSince({ intents }: FakeState, query: Form): FakeIntent[] {
  const since = Number(textOf(partOf(query, "created"), "gte") ?? 0);
  if (!Number.isSafeInteger(since)) throw invalid("parameter_invalid_integer", "Invalid integer: created[gte]");
  return [...intents.values()].filter(({ created }) => created >= since).reverse().toSorted((a, b) => b.created - a.created);
}

const ofOneIntent = <T extends { payment_intent: string }>(all: T[], query: Form) => all.filter((one) => one.payment_intent === textOf(query, "payment_intent"));

/** A page holds `limit`, and the next begins after `starting_after`. */
function page<T extends { id: string }>(url: string, all: T[], query: Form, shown: (one: T) => object = (one) => one): FakeAnswer {
  const limit = Number(textOf(query, "limit") ?? 10);
  if (limit > 100) throw invalid("parameter_invalid_integer", "This value must be less than or equal to 100: limit");
  const from = 1 + all.findIndex((one) => one.id === textOf(query, "starting_after"));
  return ok({ object: "list", url, data: all.slice(from, from + limit).map(shown), has_more: from + limit < all.length });
}
