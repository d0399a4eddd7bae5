import { Refusal } from "../contract/errors.ts";
import { checkAddress } from "./address.ts";
import { OutboundProblem } from "./problem.ts";

/** Of the `url` in a body. @param allow as `checkAddress` has it @throws Refusal `invalid_input` where it could never be called */
export function refuseAddress(url: string, allow: readonly string[]): void {
  try {
    checkAddress(url, allow);
  } catch (error) {
    if (!(error instanceof OutboundProblem)) throw error;
    throw new Refusal("invalid_input", error.message, { fields: [{ field: "body.url", problem: error.message }] });
  }
}
