import express, { type Request, type Response } from "express";
import { Refusal } from "../../shared/contract/errors.ts";
import { invalid } from "./parse.ts";

/** Bytes, unpacked. */
export const MOST_BODY_BYTES = 64 * 1024;

const json = express.json({ limit: MOST_BODY_BYTES, type: "application/json" });

/** @returns the object or list of the body, `undefined` where there is none. @throws Refusal `invalid_input`, `too_large` */
export async function readBody(req: Request, res: Response): Promise<unknown> {
  const hasBody = req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0;
  if (!hasBody) return undefined;
  if (!req.is("application/json")) throw invalid([{ field: "header.Content-Type", problem: "must be application/json" }]);
  await new Promise<void>((resolve, reject) => {
    json(req, res, (error?: unknown) => (error ? reject(refusalOf(error)) : resolve()));
  });
  return req.body;
}

const bytes = express.raw({ limit: 4 * MOST_BODY_BYTES, type: () => true, inflate: false });

/** @returns a body as it came, for whoever checks its signature. @throws Refusal `invalid_input`, `too_large` */
export async function readBytes(req: Request, res: Response): Promise<Uint8Array> {
  await new Promise<void>((resolve, reject) => {
    bytes(req, res, (error?: unknown) => (error ? reject(refusalOf(error)) : resolve()));
  });
  return req.body instanceof Uint8Array ? req.body : new Uint8Array();
}

/** What the parser throws names its reason in `type`; whatever it is, the request was not as it must be. */
function refusalOf(error: unknown): unknown {
  const { type, status, limit } = error as { type?: unknown; status?: unknown; limit?: unknown };
  if (type === "entity.too.large") return new Refusal("too_large", `A body has ${(limit as number) / 1024} KiB at most`);
  if (typeof status !== "number" || status >= 500) return error;
  return invalid([{ field: "body", problem: type === "entity.parse.failed" ? "is not JSON" : "can't be read" }]);
}
