export type OutboundCode = "refused" | "unresolved" | "too_large" | "too_slow" | "failed" | "too_many_redirects";

/** Why a call did not come to an answer, in words that the host who named the address may read. */
export class OutboundProblem extends Error {
  override readonly name = "OutboundProblem";
  readonly code: OutboundCode;

  constructor(code: OutboundCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Names were given time, and nobody knew them. */
const UNKNOWN = new Set(["ENOTFOUND", "ENODATA", "ESERVFAIL", "EREFUSED", "ETIMEOUT", "EAI_AGAIN", "ENONAME", "EBADNAME", "EBADRESP", "EFORMERR", "ENOTIMP"]);
const CERTIFICATE = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|HOSTNAME_MISMATCH)/;
/** The agent's own word for an address that it does not call; it gives it no code. */
const NOT_CALLED = /is not allowed\. Because/i;

export const NOT_PUBLIC = "Its name stands for an address that is not of the public internet";

/** @param late whether the time was over when it failed */
export function problemOf(error: unknown, late: boolean): OutboundProblem {
  if (error instanceof OutboundProblem) return error;
  if (late) return new OutboundProblem("too_slow", "It took too long");
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined && NOT_CALLED.test(message)) return new OutboundProblem("refused", NOT_PUBLIC);
  if (code === "HPE_HEADER_OVERFLOW") return new OutboundProblem("too_large", "The head of its answer is too large");
  if (code === "ECONNREFUSED") return new OutboundProblem("failed", "It refused the connection");
  if (code === "ECONNRESET" || code === "EPIPE") return new OutboundProblem("failed", "It ended the connection before it had answered");
  if (code !== undefined && UNKNOWN.has(code)) return new OutboundProblem("unresolved", "Its name can't be found");
  if (code !== undefined && CERTIFICATE.test(code)) return new OutboundProblem("failed", `Its certificate is not valid (${code})`);
  if (code?.startsWith("HPE_")) return new OutboundProblem("failed", "Its answer is not HTTP");
  return new OutboundProblem("failed", `It can't be reached${code === undefined ? "" : ` (${code})`}`);
}
