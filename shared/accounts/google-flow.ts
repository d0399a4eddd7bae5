/**
 * One way to Google and back. No node keeps anything of it: the browser carries what has to be compared at its return,
 * so that only the browser that began can end it, on any node.
 */
import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { EncryptJWT, errors, jwtDecrypt } from "jose";
import { z } from "zod";
import { isDuplicateOf, type TransactionContext } from "../store/transact.ts";
import type { Keys } from "./keys.ts";

export const FLOW_SECONDS = 600;

const Flow = z.object({
  /** Comes back in the address: that the answer belongs to this flow. */
  state: z.string(),
  /** Comes back signed by Google: that it was made for this flow. */
  nonce: z.string(),
  /** Proves to Google that who fetches the answer is who asked. */
  verifier: z.string(),
  /** Where the person goes on, a path of ours. */
  next: z.string(),
  /** The session that this browser had: at its return from another site it does not say so. */
  before: z.string().optional(),
});
export type GoogleFlow = z.infer<typeof Flow>;

const random = () => randomBytes(32).toString("base64url");

export function newFlow(next: string, before?: string): GoogleFlow {
  return { state: random(), nonce: random(), verifier: random(), next, before };
}

const TYP = "google-flow+jwt";

/** A key for this purpose alone: what encrypts here signs nothing elsewhere. */
const encryptionKey = ({ secret }: Keys[number]) => new Uint8Array(hkdfSync("sha256", secret, "", TYP, 32));

/** Encrypted, not only signed: the verifier is worth a code to whoever reads it. */
export async function sealFlow([key]: Keys, flow: GoogleFlow, now: Date): Promise<string> {
  if (!key) throw new Error("There is no key to encrypt with");
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new EncryptJWT({ ...flow })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", typ: TYP, kid: key.kid })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + FLOW_SECONDS)
    .encrypt(encryptionKey(key));
}

/** @returns `undefined` where it is not ours, was changed, or is older than ten minutes */
export async function openFlow(keys: Keys, sealed: string, now: Date): Promise<GoogleFlow | undefined> {
  const keyOf = ({ kid }: { kid?: string }) => {
    const key = keys.find((known) => known.kid === kid);
    if (!key) throw new errors.JWEInvalid("Unknown key");
    return encryptionKey(key);
  };
  try {
    const { payload } = await jwtDecrypt(sealed, keyOf, {
      keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"], typ: TYP, requiredClaims: ["exp"], currentDate: now,
    });
    return Flow.safeParse(payload).data;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Ends a flow for good: a copy of the browser's cookie is worth nothing after it. @returns whether it had not ended yet */
export async function spendFlow({ store, clock }: Pick<TransactionContext, "store" | "clock">, { state }: GoogleFlow): Promise<boolean> {
  const digest = createHash("sha256").update(state).digest("base64url");
  try {
    await store.once.create([{ _id: `google:${digest}`, bodyHash: digest, at: await clock() }]);
    return true;
  } catch (error) {
    if (isDuplicateOf(error, "once")) return false;
    throw error;
  }
}
