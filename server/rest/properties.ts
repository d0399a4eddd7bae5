import { createHash } from "node:crypto";
import { addMonths } from "../../shared/contract/dates.ts";
import { MOST_MONTHS, type PropertyQuery } from "../../shared/contract/routes/properties.ts";
import { block } from "../../shared/booking/block.ts";
import { changeNights } from "../../shared/booking/change-nights.ts";
import { changeProperty } from "../../shared/booking/change-property.ts";
import type { Context } from "../../shared/booking/context.ts";
import { createProperty } from "../../shared/booking/create-property.ts";
import { list } from "../../shared/booking/list.ts";
import { offeredQuote } from "../../shared/booking/offered-quote.ts";
import { unblock } from "../../shared/booking/unblock.ts";
import { unlist } from "../../shared/booking/unlist.ts";
import type { Cache } from "../../shared/cache/cache.ts";
import { done, type Id } from "../../shared/contract/ids.ts";
import type { StoredProperty } from "../../shared/store/documents.ts";
import { readMonths } from "../../shared/store/months.ts";
import { readListed } from "../../shared/store/properties.ts";
import { publicMonth } from "../../shared/views/month.ts";
import { hostProperty, propertyView } from "../../shared/views/property.ts";
import { namesOf } from "../reads/names.ts";
import { findProperties } from "../reads/search.ts";
import type { Handlers } from "./bind.ts";
import { invalid } from "./parse.ts";

type Names =
  | "findProperties" | "property" | "months" | "quote"
  | "createProperty" | "changeProperty" | "list" | "unlist" | "block" | "unblock" | "changeNights";

/** A property as its host sees it, with the host's name. */
async function forHost({ store, clock }: Context, property: StoredProperty) {
  const names = await namesOf(store, [property.hostId]);
  return hostProperty(property, names.get(property.hostId) ?? "", await clock());
}

/** As anyone sees it. */
async function forAnyone({ store, clock }: Context, id: Id) {
  const property = await readListed({ store }, id);
  const names = await namesOf(store, [property.hostId]);
  return propertyView(property, names.get(property.hostId) ?? "", await clock());
}

export function propertyHandlers({ read, forget }: Cache): Handlers<Names> {
  /** Who has changed a property reads it changed, also from another server. */
  async function changed(context: Context, property: StoredProperty) {
    await forget({ type: "property.changed", propertyId: property._id });
    return forHost(context, property);
  }

  return {
    findProperties: ({ input, context }) => read("search", searchKey(input.query), () => findProperties(context, input.query)),
    property: ({ input, context }) => read("property", input.params.id, () => forAnyone(context, input.params.id)),
    async months({ input, context: { store } }) {
      const { from, to } = input.query;
      if (addMonths(from, MOST_MONTHS) <= to) throw invalid([{ field: "query.to", problem: `must be within ${MOST_MONTHS} months of from` }]);
      await readListed({ store }, input.params.id);
      return { items: (await readMonths({ store }, input.params.id, from, to)).map(publicMonth) };
    },
    quote: ({ input, context }) => offeredQuote(context, { propertyId: input.params.id, ...input.query }),

    createProperty: async ({ input, actor, context }) => changed(context, await createProperty(context, actor, input.body)),
    changeProperty: async ({ input, actor, context }) => changed(context, await changeProperty(context, actor, { ...input.params, ...input.body })),
    list: async ({ input, actor, context }) => changed(context, await list(context, actor, input.params)),
    unlist: async ({ input, actor, context }) => changed(context, await unlist(context, actor, input.params)),
    block: ({ input, actor, context }) => block(context, actor, { ...input.params, ...input.body }),
    async unblock({ input, actor, context }) {
      await unblock(context, actor, input.params);
      return done;
    },
    async changeNights({ input, actor, context }) {
      return { items: (await changeNights(context, actor, { ...input.params, ...input.body })).map(publicMonth) };
    },
  };
}

/** The same for the same search, however it was written. What people look for stays here. */
const searchKey = (query: PropertyQuery) => createHash("sha256").update(JSON.stringify(query)).digest("base64url");
