import type { Case } from "../../shared/contract/case.ts";
import type { Store } from "../../shared/store/open.ts";
import { caseView } from "../../shared/views/case.ts";
import { after, LATEST_FIRST, page, type PageRequest } from "./paging.ts";

type Wanted = PageRequest & { [K in "status" | "kind" | "bookingId"]?: Case[K] | undefined };

export async function findCases(store: Store, { limit, cursor, status, kind, bookingId }: Wanted) {
  const wanted = { ...(status && { status }), ...(kind && { kind }), ...(bookingId && { bookingId }) };
  const found = await store.cases.find({ ...wanted, ...after(cursor) }).sort(LATEST_FIRST).limit(limit + 1).lean();
  return page(found, limit, caseView);
}
