import { z } from "zod";
import { Done, listOf, Paging } from "../ids.ts";
import { DeliveryState, NewWebhook, Redelivery, Webhook, WebhookChange, WebhookDelivery, WebhookWithSecret } from "../webhook.ts";
import { byId, type Route } from "./route.ts";

export const webhookRoutes = {
  webhooks: { method: "get", path: "/host/webhooks", status: 200, summary: "Where my own systems are told what happens", answer: z.object({ items: z.array(Webhook) }).meta({ id: "Webhooks" }) },
  createWebhook: {
    method: "post", path: "/host/webhooks", status: 201, summary: "Have a system told; the answer shows its secret, once", body: NewWebhook, answer: WebhookWithSecret, idempotent: true,
  },
  changeWebhook: { method: "patch", path: "/host/webhooks/:id", status: 200, summary: "Change where or what is told, or stop it for a while", params: byId, body: WebhookChange, answer: Webhook },
  deleteWebhook: { method: "delete", path: "/host/webhooks/:id", status: 200, summary: "Tell it no more, and forget what was told", params: byId, answer: Done },
  rotateWebhook: {
    method: "post", path: "/host/webhooks/:id/rotate", status: 200, summary: "Make another secret; the one before signs for a day beside it", params: byId, answer: WebhookWithSecret, idempotent: true,
  },
  webhookDeliveries: {
    method: "get", path: "/host/webhooks/:id/deliveries", status: 200, summary: "What was told, latest first",
    params: byId, query: z.strictObject({ ...Paging, state: DeliveryState.optional() }), answer: listOf(WebhookDelivery).meta({ id: "WebhookDeliveries" }),
  },
  redeliver: {
    method: "post", path: "/host/webhooks/:id/redeliver", status: 202, summary: "Tell one again, or all that are parked",
    params: byId, body: Redelivery, answer: z.object({ count: z.int().min(0) }).meta({ id: "Redelivered" }), idempotent: true,
  },
} as const satisfies Record<string, Route>;
