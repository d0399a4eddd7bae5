import type { CaseKind } from "../contract/case.ts";
import { staffRole } from "../contract/permissions.ts";
import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import type { StoredBooking } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { newId } from "../store/ids.ts";
import type { StoredCase } from "../store/money-documents.ts";
import { transact, type Transaction } from "../store/transact.ts";
import { acting, BY_SYSTEM, SYSTEM, type Actor, type By, type Context } from "./context.ts";

interface Found {
  kind: CaseKind;
  /** Names what was found: the same is found once. */
  key: string;
  data: Record<string, unknown>;
}

/** Gives support something to see to. Again is as once. @returns whether it is new */
export async function openCase(tx: Transaction, booking: StoredBooking, { kind, key, data }: Found): Promise<boolean> {
  if (await tx.store.cases.exists({ key }).session(tx.session)) return false;
  const { _id: bookingId, propertyId, guestId, hostId } = booking;
  const opened: StoredCase = { _id: newId(), key, kind, status: "open", version: 1, bookingId, propertyId, guestId, hostId, data, openedAt: tx.now, at: tx.now };
  await tx.store.cases.create([opened], { session: tx.session });
  await record(tx, { type: "case.opened", actor: acting(SYSTEM, "system"), propertyId, guestId, hostId, bookingId, case: opened, data: { kind, ...data } });
  return true;
}

/** What was found is over by itself; nothing where it was never found, or is closed already. */
export async function closeCase(tx: Transaction, key: string, resolution: string): Promise<void> {
  const found = await tx.store.cases.findOne({ key, status: "open" }, null, { session: tx.session }).lean();
  if (found) await change(tx, BY_SYSTEM, found, "case.resolved", { status: "resolved", resolution, resolvedAt: tx.now });
}

/** @throws Refusal `not_found` */
export async function readCase({ store, session }: Pick<Transaction, "store"> & Partial<Transaction>, id: Id): Promise<StoredCase> {
  const found = await store.cases.findById(id, null, { session: session ?? null }).lean();
  if (!found) throw new Refusal("not_found", "There is no such case");
  return found;
}

interface Handling {
  id: Id;
  reason: string;
}

/** A person of support takes it. @throws Refusal `not_found`, `wrong_state` */
export async function assignCase(context: Context, actor: Actor & { id: Id }, { id, reason }: Handling): Promise<StoredCase> {
  return transact(context, async (tx) => change(tx, { actor, role: staffRole(actor.roles) }, await readOpen(tx, id), "case.assigned", { assigneeId: actor.id }, reason));
}

/** A person of support has seen to it. @throws Refusal `not_found`, `wrong_state` */
export async function resolveCase(context: Context, actor: Actor, { id, reason }: Handling): Promise<StoredCase> {
  return transact(context, async (tx) => {
    return change(tx, { actor, role: staffRole(actor.roles) }, await readOpen(tx, id), "case.resolved", { status: "resolved", resolution: reason, resolvedAt: tx.now }, reason);
  });
}

async function readOpen(tx: Transaction, id: Id): Promise<StoredCase> {
  const found = await readCase(tx, id);
  if (found.status !== "open") throw new Refusal("wrong_state", "This case is closed");
  return found;
}

async function change(
  tx: Transaction,
  by: By,
  { _id, version, propertyId, guestId, hostId, bookingId, kind }: StoredCase,
  type: "case.assigned" | "case.resolved",
  set: Partial<StoredCase>,
  reason?: string,
): Promise<StoredCase> {
  const changed = await tx.store.cases
    .findOneAndUpdate({ _id, version }, { $set: { ...set, version: version + 1, at: tx.now } }, { session: tx.session, returnDocument: "after" })
    .lean();
  if (!changed) throw new Refusal("wrong_state", "The case has changed meanwhile; look at it again");
  await record(tx, { type, actor: acting(by.actor, by.role), propertyId, guestId, hostId, bookingId, case: changed, data: { kind, ...(reason && { reason }) } });
  return changed;
}
