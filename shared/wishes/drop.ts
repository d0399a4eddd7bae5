import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { record } from "../store/events.ts";
import { transact, type TransactionContext } from "../store/transact.ts";

/** The guest needs to be told no longer, or has seen what was told. @throws Refusal `not_found` */
export async function dropWish(context: TransactionContext, { id: userId }: { id: Id }, { id }: { id: Id }): Promise<void> {
  await transact(context, async (tx) => {
    const wish = await tx.store.wishes.findOneAndDelete({ _id: id, userId }, { session: tx.session }).lean();
    if (!wish) throw new Refusal("not_found", "There is no such wish of yours");
    await record(tx, { type: "wish.dropped", actor: { id: userId, role: "guest" }, userId, propertyId: wish.propertyId, data: { wishId: id } });
  });
}
