import type { Case } from "../contract/case.ts";
import type { StoredCase } from "../store/money-documents.ts";

export function caseView({ _id, key: _key, openedAt, resolvedAt, at, ...found }: StoredCase): Case {
  return { ...found, id: _id, openedAt: openedAt.toISOString(), at: at.toISOString(), ...(resolvedAt && { resolvedAt: resolvedAt.toISOString() }) };
}
