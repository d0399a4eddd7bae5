import { Refusal } from "../contract/errors.ts";
import type { Id } from "../contract/ids.ts";
import { record } from "../store/events.ts";
import { readOwn } from "../store/properties.ts";
import { transact } from "../store/transact.ts";
import { acting, type Actor, type Context } from "./context.ts";
import { freeBlock } from "./free.ts";

/** Frees what a block kept. @throws Refusal `not_found` */
export async function unblock(context: Context, actor: Actor, { id, blockId }: { id: Id; blockId: Id }): Promise<void> {
  await transact(context, async (tx) => {
    const property = await readOwn(tx, id, actor.id);
    const months = await freeBlock(tx, id, blockId);
    if (months.length === 0) throw new Refusal("not_found", "There is no such block");
    await record(tx, { type: "nights.unblocked", actor: acting(actor, "host"), propertyId: id, hostId: property.hostId, months, data: { id: blockId } });
  });
}
