import { askEmail, changeMe, readMe } from "../../shared/accounts/change-me.ts";
import { becomeHost } from "../../shared/accounts/become-host.ts";
import { deleteMe } from "../../shared/accounts/delete-me.ts";
import { meOf } from "../../shared/accounts/person.ts";
import { revokeAll, revokeSession } from "../../shared/accounts/revoke.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { done } from "../../shared/contract/ids.ts";
import { transact } from "../../shared/store/transact.ts";
import type { HiddenCookie } from "../auth/cookie.ts";
import { devicesOf, exportOf } from "../reads/users.ts";
import type { Handlers } from "./bind.ts";

type MeRoutes = "me" | "becomeHost" | "changeMe" | "changeEmail" | "sessions" | "endSession" | "endSessions" | "exportMe" | "deleteMe";

export function meHandlers(cookie: HiddenCookie): Handlers<MeRoutes> {
  return {
    me: async ({ actor, context }) => meOf(await readMe(context, actor)),
    becomeHost: ({ actor, context }) => becomeHost(context, actor),
    changeMe: async ({ input, actor, context }) => meOf(await changeMe(context, actor, input.body)),
    async changeEmail({ input, actor, context }) {
      await askEmail(context, actor, input.body);
      return done;
    },
    sessions: async ({ actor, context }) => ({ items: await devicesOf(context, actor.id, actor.family) }),
    async endSession({ input, actor, context }) {
      const by = { id: actor.id, role: "guest" } as const;
      const wasThere = await transact(context, (tx) => revokeSession(tx, { userId: actor.id, family: input.params.id }, "signed_out", by));
      if (!wasThere) throw new Refusal("not_found", "There is no such device of yours");
      return done;
    },
    async endSessions({ actor, context, req, res }) {
      await transact(context, (tx) => revokeAll(tx, actor.id, "signed_out", { id: actor.id, role: "guest" }));
      cookie.clear(req, res);
      return done;
    },
    exportMe: async ({ actor, context }) => exportOf(context, await readMe(context, actor), actor.family),
    async deleteMe({ input, actor, context, req, res }) {
      await deleteMe(context, actor, input.body);
      cookie.clear(req, res);
      return done;
    },
  };
}
