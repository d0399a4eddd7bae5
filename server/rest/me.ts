import { becomeHost } from "../../shared/accounts/become-host.ts";
import { meOf } from "../../shared/accounts/person.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Handlers } from "./bind.ts";

export const meHandlers: Handlers<"me" | "becomeHost"> = {
  async me({ actor, context }) {
    const user = await context.store.users.findById(actor.id).lean();
    if (!user) throw new Refusal("unauthenticated", "This account no longer exists");
    return meOf(user);
  },
  async becomeHost({ actor, context }) {
    return meOf(await becomeHost(context, actor));
  },
};
