/** What support and admins decide about a person. Each decision has a reason, and its event names who made it. */
import { trusted } from "mongoose";
import { staffRole } from "../contract/permissions.ts";
import { Refusal } from "../contract/errors.ts";
import type { EventType } from "../contract/events.ts";
import type { Id } from "../contract/ids.ts";
import type { FoundUser, Role } from "../contract/user.ts";
import type { StoredUser } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import { foundUser } from "./person.ts";
import { revokeAll, type Why } from "./revoke.ts";

interface Decider {
  id: Id;
  roles: readonly string[];
}

interface Decision {
  id: Id;
  reason: string;
}

/** Locks a person out: at once, on every device and every live connection. @throws Refusal `not_found`, `wrong_state`, `forbidden` for staff */
export async function suspend(context: TransactionContext, decider: Decider, decision: Decision): Promise<FoundUser> {
  return decide(context, decider, decision, "user.suspended", async (tx, user) => {
    if (user.suspended) throw new Refusal("wrong_state", "This person is suspended already");
    // Else support could lock out whoever is to look after support.
    if (isStaff(user) && !decider.roles.includes("admin")) throw new Refusal("forbidden", "Only an admin suspends people of support");
    if (user._id === decider.id) throw new Refusal("wrong_state", "You can't suspend yourself");
    await tx.store.users.updateOne({ _id: user._id }, { $set: { suspended: true } }, { session: tx.session });
    return "suspended";
  });
}

/** Lets a person in again; they sign in anew. @throws Refusal `not_found`, `wrong_state` */
export async function restore(context: TransactionContext, decider: Decider, decision: Decision): Promise<FoundUser> {
  return decide(context, decider, decision, "user.restored", async (tx, user) => {
    if (!user.suspended) throw new Refusal("wrong_state", "This person is not suspended");
    await tx.store.users.updateOne({ _id: user._id }, { $unset: { suspended: "" } }, { session: tx.session });
    return undefined;
  });
}

/** Gives a role or takes it away. Tokens with the roles of before are worth nothing; devices go on with the roles of now. @throws Refusal `not_found`, `wrong_state` */
export async function changeRole(context: TransactionContext, decider: Decider, { role, granted, ...decision }: Decision & { role: Role; granted: boolean }): Promise<FoundUser> {
  return decide(context, decider, { ...decision, role, granted }, "user.role_changed", async (tx, user) => {
    if (user.roles.includes(role) === granted) throw new Refusal("wrong_state", granted ? "This person has that role already" : "This person does not have that role");
    if (user._id === decider.id && role === "admin") throw new Refusal("wrong_state", "Another admin must take this role from you");
    const change = granted ? { $addToSet: { roles: role } } : { $pull: { roles: role } };
    await tx.store.users.updateOne({ _id: user._id }, change, { session: tx.session });
    return "role";
  });
}

const isStaff = ({ roles }: StoredUser) => roles.some((role) => role === "support" || role === "admin");

/** @param change says why rights end, where they do */
async function decide(
  context: TransactionContext,
  decider: Decider,
  { id, ...data }: Decision & { role?: Role; granted?: boolean },
  type: EventType,
  change: (tx: Transaction, user: StoredUser) => Promise<Why | undefined>,
): Promise<FoundUser> {
  return transact(context, async (tx) => {
    const user = await tx.store.users.findOne({ _id: id, deletedAt: trusted({ $exists: false }) }, null, { session: tx.session }).lean();
    if (!user) throw new Refusal("not_found", "There is no such person");
    const why = await change(tx, user);
    const actor = { id: decider.id, role: staffRole(decider.roles) } as const;
    await record(tx, { type, actor, userId: id, data });
    if (why) await revokeAll(tx, id, why, actor, { keepSessions: why === "role" });
    // Not the person as stored: what a verb answers is kept for a day where its request has a key.
    return foundUser(await tx.store.users.findById(id, null, { session: tx.session }).orFail().lean());
  });
}
