import { Refusal } from "../../contract/errors.ts";
import type { Outcome } from "./intents.ts";

/** The test cards, as Stripe numbers them. */
const CARDS: Record<string, Outcome> = {
  "4242424242424242": "succeeded",
  "4000000000000002": "declined",
  "4000002500003155": "requires_action",
  "4000000000000259": "disputed",
};

/** @throws Refusal `invalid_input` for any other card: a real one has no business here */
export function outcomeOf(card: string): Outcome {
  const outcome = CARDS[card.replaceAll(" ", "")];
  if (outcome) return outcome;
  const problem = "is not a test card; use 4242 4242 4242 4242";
  throw new Refusal("invalid_input", `This card ${problem}`, { fields: [{ field: "body.card", problem }] });
}
