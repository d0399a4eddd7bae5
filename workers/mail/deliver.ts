import { record } from "../../shared/store/events.ts";
import { transact } from "../../shared/store/transact.ts";
import type { JobKind } from "../jobs/agenda.ts";
import type { MailContext } from "./context.ts";
import { factsOf } from "./facts.ts";
import { LETTER, REMINDER } from "./follow-letters.ts";
import { composeLetter } from "./letters/compose.ts";
import { PermanentFailure } from "./mailer.ts";
import type { LetterJob } from "./plan.ts";
import { endOf, take, type Taken } from "./take.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Three days in all. */
const PAUSES = [30, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 8 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR];

export function letterKinds(context: MailContext): JobKind[] {
  return [LETTER, REMINDER].map((name) => ({ name, atOnce: 8, pauses: PAUSES, run: (data) => deliver(context, data as LetterJob) }));
}

/**
 * Sends a letter that is due, once: whoever sends it has taken its delivery before, and for a while nobody else can. Only what
 * was sent and could not be recorded is sent again, as the same letter by its Message-ID.
 *
 * @returns when to look again, where another is sending it
 * @throws Trouble where a later try may go well
 */
export async function deliver(context: MailContext, letter: LetterJob): Promise<Date | undefined> {
  const taken = await take(context, letter);
  if (!taken.mine) return taken.until;
  try {
    const { from, publicUrl, mailer } = context;
    const facts = mailer && (await factsOf(context, letter, taken.delivery.to, await context.clock()));
    if (!facts) return await taken.settle("void");
    const composed = await composeLetter(facts, { from, publicUrl });
    // Whoever slept meanwhile may have lost it to another.
    if (!(await taken.keep())) return endOf(await context.clock());
    await mailer(composed, letter.key);
  } catch (error) {
    if (error instanceof PermanentFailure) return bounce(context, letter, taken, error);
    await taken.letGo();
    throw error;
  }
  return taken.settle("sent");
}

/** Nobody will ever take it there. Which address that was no event says. */
async function bounce(context: MailContext, { kind, userId, bookingId }: LetterJob, taken: Taken, { code, status }: PermanentFailure): Promise<undefined> {
  await transact(context, async (tx) => {
    if (!(await taken.settleIn(tx, "refused"))) return;
    await record(tx, { type: "letter.bounced", actor: { role: "system" }, userId, ...(bookingId && { bookingId }), data: { kind, code, ...(status && { status }) } });
  });
}
