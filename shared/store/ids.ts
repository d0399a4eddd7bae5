import mongoose from "mongoose";
import type { Id } from "../contract/ids.ts";

/** Unique without asking anybody. Its leading bytes follow this process' clock, so it orders nothing. */
export function newId(): Id {
  return new mongoose.Types.ObjectId().toHexString();
}
