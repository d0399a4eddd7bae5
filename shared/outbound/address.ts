/** Which addresses that others name could ever be called. What their names stand for is looked at when they are. */
import { isIP } from "node:net";
import { OutboundProblem } from "./problem.ts";

const PORTS = new Set(["", "443", "8443"]);
/** Names that mean something else to each machine. */
const HERE = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/;

export const portOf = ({ protocol, port }: URL) => port || (protocol === "https:" ? "443" : "80");

/** @param allow hosts with ports that may be called whatever they are */
export function isAllowed(url: URL, allow: readonly string[]): boolean {
  return allow.includes(`${url.hostname}:${portOf(url)}`);
}

/**
 * An address of the public internet: https, a name, port 443 or 8443, and no credentials.
 *
 * @throws OutboundProblem `refused`
 */
export function checkAddress(address: string, allow: readonly string[]): URL {
  const refuse = (message: string) => new OutboundProblem("refused", message);
  if (!URL.canParse(address)) throw refuse("It is not an address like https://stays.example.com/bookings");
  const url = new URL(address);
  if (url.username || url.password) throw refuse("It must not carry a name or password");
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refuse("It must begin with https://");
  if (isAllowed(url, allow)) return url;
  if (url.protocol !== "https:") throw refuse("It must begin with https://");
  if (!PORTS.has(url.port)) throw refuse("Its port must be 443 or 8443");
  if (isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) throw refuse("It must have a name, not a number, as its host");
  if (!/[^.]\.[^.]/.test(url.hostname) || HERE.test(url.hostname)) throw refuse("Its host must be a name of the public internet");
  return url;
}
