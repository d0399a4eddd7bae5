import type { Logger } from "pino";
import { audit } from "../../shared/booking/audit.ts";
import type { Context } from "../../shared/booking/context.ts";

/** Milliseconds that are looked back: longer than a stay is paid before anything becomes of it, as a rule. */
const BACK = 35 * 86_400_000;

/** Compares payments with the provider. What differs is a case by then; what no booking can be found for is only known here. */
export async function auditPayments(context: Context, log: Logger): Promise<void> {
  const since = new Date((await context.clock()).getTime() - BACK);
  const { opened, strays } = await audit(context, since);
  if (opened > 0) log.warn({ cases: opened }, "payments differ from what the provider has");
  if (strays.length > 0) log.error({ intents: strays }, "payments were taken for bookings that are not here");
}
