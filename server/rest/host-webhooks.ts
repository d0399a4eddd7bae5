import { done, type Id } from "../../shared/contract/ids.ts";
import { webhookView, webhookWithSecret } from "../../shared/views/webhook.ts";
import { changeWebhook } from "../../shared/webhooks/change-webhook.ts";
import { createWebhook } from "../../shared/webhooks/create-webhook.ts";
import { deleteWebhook } from "../../shared/webhooks/delete-webhook.ts";
import { readOwnWebhook } from "../../shared/webhooks/own.ts";
import { redeliver } from "../../shared/webhooks/redeliver.ts";
import { rotateWebhook } from "../../shared/webhooks/rotate-webhook.ts";
import { countsOf, deliveriesOf, webhooksOf } from "../reads/webhooks.ts";
import type { Store } from "../../shared/store/open.ts";
import type { Handlers } from "./bind.ts";

type Names = "webhooks" | "createWebhook" | "changeWebhook" | "deleteWebhook" | "rotateWebhook" | "webhookDeliveries" | "redeliver";

const counts = async (store: Store, id: Id) => (await countsOf(store, [id])).get(id)!;

/** @param allow hosts with ports that may be told although they are private or speak http */
export function hostWebhookHandlers(allow: readonly string[]): Handlers<Names> {
  return {
    webhooks: async ({ actor, context }) => ({ items: await webhooksOf(context.store, actor.id, await context.clock()) }),
    async createWebhook({ input, actor, context }) {
      const made = await createWebhook(context, actor, input.body, allow);
      return webhookWithSecret(made, { waiting: 0, parked: 0 }, made.at);
    },
    async changeWebhook({ input, actor, context }) {
      const changed = await changeWebhook(context, actor, { ...input.params, ...input.body }, allow);
      return webhookView(changed, await counts(context.store, changed._id), changed.at);
    },
    async deleteWebhook({ input, actor, context }) {
      await deleteWebhook(context, actor, input.params);
      return done;
    },
    async rotateWebhook({ input, actor, context }) {
      const rotated = await rotateWebhook(context, actor, input.params);
      return webhookWithSecret(rotated, await counts(context.store, rotated._id), rotated.at);
    },
    async webhookDeliveries({ input, actor, context: { store } }) {
      const { _id } = await readOwnWebhook({ store }, input.params.id, actor.id);
      return deliveriesOf(store, _id, input.query);
    },
    redeliver: ({ input, actor, context }) => redeliver(context, actor, { ...input.params, ...input.body }),
  };
}
