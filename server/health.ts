import { Router } from "express";
import { inTime } from "../shared/deadline.ts";
import type { Store } from "../shared/store/open.ts";

/** Milliseconds within which a primary has to answer. */
const PATIENCE = 1000;

/** `/healthz`: this process runs. `/readyz`: it can serve, so clients may be sent to it. */
export function health(isReady: () => Promise<boolean>): Router {
  const router = Router();
  router.get("/healthz", (_req, res) => void res.json({ ok: true }));
  router.get("/readyz", async (_req, res) => {
    const ready = await isReady();
    res.status(ready ? 200 : 503).json({ ready });
  });
  return router;
}

/** Whether a MongoDB that takes writes answers in time. */
export async function primaryAnswers({ connection }: Store): Promise<boolean> {
  if (!connection.db) return false; // it was closed
  const asked = connection.db.admin().command({ hello: 1 }, { readPreference: "primary" }).then(
    ({ isWritablePrimary }) => isWritablePrimary === true,
    () => false,
  );
  return inTime(PATIENCE, asked, () => false);
}
