import { z } from "zod";
import { Id } from "../ids.ts";

export interface Route {
  method: "get" | "post" | "patch" | "delete";
  path: string;
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** In place of `body`: what it holds, where its sender signs its bytes. The handler reads them as they come, and decides by the signature. */
  signedBody?: z.ZodType;
  /** Whatever is sent as its body does not matter and is not read. */
  ignoresBody?: true;
  /** The status where it goes well. */
  status: 200 | 201 | 202;
  answer: z.ZodType;
  /** Where the answer is text of this kind, and no JSON. */
  media?: "text/calendar";
  /** Takes `Idempotency-Key`: the answer is kept in the transaction of what it changed. Required where repeating it would move money again. */
  idempotent?: true | "required";
}

export const byId = z.strictObject({ id: Id });

/** Why support does it. */
export const reason = z.string().trim().min(3).max(500);
