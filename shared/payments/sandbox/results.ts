/** The other side of the sandbox: cards are tried, results come about when their time has come, notices tell of them. */
import { Refusal } from "../../contract/errors.ts";
import type { Clock } from "../../store/transact.ts";
import { outcomeOf } from "./cards.ts";
import type { SandboxIntent, SandboxIntents } from "./intents.ts";

export interface Results {
  /** Tries a card; the result is due after `delaySeconds`. @throws Refusal `not_found`, `wrong_state`, `invalid_input` */
  submit(input: { clientSecret: string; card: string; delaySeconds?: number | undefined }): Promise<void>;
  /** The card's holder approves or refuses. @throws Refusal `not_found`, `wrong_state` */
  approve(input: { clientSecret: string; approve: boolean }): Promise<void>;
  /** Lets happen what has come due, results and ends of authorisations, and gives notice of everything until it is taken. */
  settleDue(notice: (intentId: string) => Promise<void>): Promise<void>;
}

/** Seven days in milliseconds: about as long as cards keep an authorisation. */
const AUTHORISED = 7 * 86_400_000;

const TRIED = { outcome: "", dueAt: "" } as const;

/** What a try that is due makes of its intent. */
function resultOf({ outcome, capture, dueAt }: SandboxIntent) {
  if (outcome === "declined") {
    return { $set: { status: "requires_payment_method", unnoticed: true, problem: "The card was declined; try another" }, $unset: TRIED } as const;
  }
  if (outcome === "requires_action") return { $set: { status: outcome, unnoticed: true }, $unset: { ...TRIED, problem: "" } } as const;
  if (capture === "manual") {
    const authorisedUntil = new Date(dueAt!.getTime() + AUTHORISED);
    return { $set: { status: "requires_capture", authorisedUntil, unnoticed: true }, $unset: { ...TRIED, problem: "" } } as const;
  }
  const disputed = outcome === "disputed" && { disputed: true as const };
  return { $set: { status: "succeeded", unnoticed: true, ...disputed }, $unset: { ...TRIED, problem: "" } } as const;
}

export function trying(intents: SandboxIntents, clock: Clock): Results {
  const begin = async (clientSecret: string, from: SandboxIntent["status"], set: Pick<SandboxIntent, "outcome" | "dueAt">) => {
    const begun = await intents.updateOne({ clientSecret, status: from }, { $set: { status: "processing", ...set } });
    if (begun.matchedCount > 0) return;
    const kept = await intents.findOne({ clientSecret });
    if (!kept) throw new Refusal("not_found", "There is no such payment");
    throw new Refusal("wrong_state", `This payment is ${kept.status}`);
  };
  return {
    async submit({ clientSecret, card, delaySeconds = 0 }) {
      const dueAt = new Date((await clock()).getTime() + delaySeconds * 1000);
      await begin(clientSecret, "requires_payment_method", { outcome: outcomeOf(card), dueAt });
    },
    async approve({ clientSecret, approve }) {
      await begin(clientSecret, "requires_action", { outcome: approve ? "succeeded" : "declined", dueAt: await clock() });
    },
    async settleDue(notice) {
      const now = await clock();
      for await (const due of intents.find({ status: "processing", dueAt: { $lte: now } })) {
        await intents.updateOne({ _id: due._id, status: "processing" }, resultOf(due));
      }
      await intents.updateMany({ status: "requires_capture", authorisedUntil: { $lte: now } }, { $set: { status: "canceled", unnoticed: true } });
      await giveNotices(intents, notice);
    },
  };
}

async function giveNotices(intents: SandboxIntents, notice: (intentId: string) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for await (const { _id, status, refunds } of intents.find({ unnoticed: true })) {
    try {
      await notice(_id);
      await intents.updateOne({ _id, status, refunds: { $size: refunds.length } }, { $unset: { unnoticed: "" } });
    } catch (error) {
      failures.push(error); // one notice that is not taken must not hold up the others; it comes again
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} payment notices were not taken`);
}
