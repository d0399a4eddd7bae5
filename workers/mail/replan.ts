/** Reminders are planned when a booking gets its dates. Those of a day that was configured later are planned here. */
import type { StoredBooking } from "../../shared/store/documents.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { addJobs } from "../jobs/queue.ts";
import { jobOf } from "./follow-letters.ts";
import { remindersOf } from "./reminders.ts";

/** Bookings whose reminders are added at once. */
const PAGE = 500;

/**
 * Plans the reminders of confirmed bookings that are ahead and not planned yet, and takes none away: one of a day that is not
 * configured any more is void when it is due.
 *
 * @param days before check-in
 */
export async function replanReminders({ store, clock }: Pick<TransactionContext, "store" | "clock">, days: readonly number[]): Promise<void> {
  const now = await clock();
  const ahead = store.bookings.find({ status: "confirmed", endsAt: { $gt: now } }).sort({ endsAt: 1 }).lean().cursor({ batchSize: PAGE });
  let page: StoredBooking[] = [];
  const add = async () => {
    // What is still ahead lies after the booking got its dates.
    await addJobs(store, page.flatMap((booking) => remindersOf(booking, now, days).map((reminder) => jobOf(booking, reminder))));
    page = [];
  };
  for await (const booking of ahead) if (page.push(booking) === PAGE) await add();
  await add();
}
