import { z } from "zod";
import { Instant } from "../dates.ts";
import { Done, Id } from "../ids.ts";
import { Email } from "../user.ts";
import type { Route } from "./route.ts";

/** Exist only with Stripe. */
export const stripeRoutes = {
  stripeNotice: {
    method: "post", path: "/webhooks/stripe", status: 200,
    summary: "What Stripe tells, signed by it; the same event has one effect. What can't be taken yet is refused, and Stripe tells it again",
    signedBody: z.looseObject({ id: z.string(), type: z.string(), data: z.looseObject({ object: z.looseObject({}) }) }).meta({ id: "StripeEvent" }),
    answer: Done,
  },
} as const satisfies Record<string, Route>;

/** Exist only without Stripe and outside production. */
export const sandboxRoutes = {
  sandboxPay: {
    method: "post", path: "/sandbox/payments", status: 202,
    summary: "Pay an intent with a test card; the result arrives as a notice, after `delaySeconds`",
    body: z.strictObject({
      clientSecret: z.string().max(200),
      card: z.string().regex(/^\d{4}( ?\d{4}){3}$/, "must be a card number of 16 digits"),
      delaySeconds: z.number().min(0).max(86_400).optional(),
    }),
    answer: Done,
  },
  sandboxConfirm: {
    method: "post", path: "/sandbox/payments/confirm", status: 202, summary: "Approve or refuse a payment that asked for confirmation",
    body: z.strictObject({ clientSecret: z.string().max(200), approve: z.boolean() }), answer: Done,
  },
  sandboxMailbox: {
    method: "get", path: "/sandbox/mailbox", status: 200, summary: "Letters sent on this machine, newest first; answers only peers on loopback",
    query: z.strictObject({ to: Email.optional() }),
    answer: z
      .object({ items: z.array(z.object({ id: Id, to: z.string(), subject: z.string(), text: z.string(), html: z.string(), at: Instant })) })
      .meta({ id: "Mailbox" }),
  },
} as const satisfies Record<string, Route>;
