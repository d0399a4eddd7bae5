import type { Id } from "../../shared/contract/ids.ts";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { wishView } from "../../shared/views/wish.ts";
import { after, LATEST_FIRST, page, type PageRequest } from "./paging.ts";

export async function wishesOf({ store, clock }: Pick<TransactionContext, "store" | "clock">, userId: Id, { limit, cursor }: PageRequest) {
  const now = await clock();
  const found = await store.wishes.find({ userId, ...after(cursor) }).sort(LATEST_FIRST).limit(limit + 1).lean();
  return page(found, limit, (wish) => wishView(wish, now));
}
