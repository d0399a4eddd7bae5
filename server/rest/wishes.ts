import { done } from "../../shared/contract/ids.ts";
import { wishView } from "../../shared/views/wish.ts";
import { dropWish } from "../../shared/wishes/drop.ts";
import { makeWish } from "../../shared/wishes/make.ts";
import { wishesOf } from "../reads/wishes.ts";
import type { Handlers } from "./bind.ts";

export const wishHandlers: Handlers<"wishes" | "makeWish" | "dropWish"> = {
  wishes: ({ input, actor, context }) => wishesOf(context, actor.id, input.query),
  async makeWish({ input, actor, context }) {
    const wish = await makeWish(context, actor, input.body);
    return wishView(wish, wish.at);
  },
  async dropWish({ input, actor, context }) {
    await dropWish(context, actor, input.params);
    return done;
  },
};
