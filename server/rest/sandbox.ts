import { isIP } from "node:net";
import type { Request } from "express";
import type { Logger } from "pino";
import { Refusal } from "../../shared/contract/errors.ts";
import { done } from "../../shared/contract/ids.ts";
import { settle } from "../../shared/booking/settle.ts";
import type { Context } from "../../shared/booking/context.ts";
import type { Sandbox } from "../../shared/payments/sandbox/sandbox.ts";
import type { Handlers } from "./bind.ts";

const MOST_LETTERS = 50;

/** What stands in for a payment provider's page and for a mail client, where there is neither. */
export function sandboxHandlers({ context, sandbox, log }: { context: Context; sandbox: Sandbox; log: Logger }): Handlers<"sandboxPay" | "sandboxConfirm" | "sandboxMailbox"> {
  /** Results that are due happen now, after the answer; a worker sees to the rest. */
  const settleSoon = () => {
    setImmediate(() => {
      sandbox
        .settleDue((intentId) => settle(context, intentId))
        .catch((error: unknown) => log.warn({ err: error }, "payments could not be settled; a worker tries again"));
    });
  };
  return {
    async sandboxPay({ input }) {
      await sandbox.submit(input.body);
      settleSoon();
      return done;
    },
    async sandboxConfirm({ input }) {
      await sandbox.approve(input.body);
      settleSoon();
      return done;
    },
    async sandboxMailbox({ input, req }) {
      if (!isFromHere(req)) throw new Refusal("not_found", "The mailbox is read on the machine that runs the service");
      const { to } = input.query;
      const letters = await context.store.mailbox.find(to === undefined ? {} : { to }).sort({ at: -1 }).limit(MOST_LETTERS).lean();
      return { items: letters.map(({ _id, at, ...letter }) => ({ ...letter, id: _id, at: at.toISOString() })) };
    },
  };
}

/** By the connection itself, and not through a proxy: that may be here while its client is not. */
function isFromHere({ socket, headers }: Request): boolean {
  const address = socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  const forwarded = headers["x-forwarded-for"] ?? headers["forwarded"];
  return forwarded === undefined && isIP(address) !== 0 && (address === "::1" || address.startsWith("127."));
}
