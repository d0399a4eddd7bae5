import type { IncomingMessage } from "node:http";
import { isIPv4, isIPv6 } from "node:net";
import type { Express } from "express";

/** Where a request comes from, proxies that are trusted left out: as Express says, also of one that asks for a WebSocket. */
export function clientAddress(app: Express, { headers, socket }: IncomingMessage): string {
  const ip: unknown = Reflect.get(app.request, "ip", { app, headers, socket });
  return typeof ip === "string" ? ip : "";
}

/** What counts as one: an IPv4 address, of IPv6 the /64, which is what one household is given. */
export function addressKey(ip: string): string {
  const [bare = ""] = ip.split("%", 1);
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (!isIPv6(bare)) return isIPv4(bare) ? bare : "unknown";
  const [head = "", tail] = bare.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const [first, last] = [groups(head), groups(tail ?? "")];
  // An IPv4 address at the end stands for two groups.
  const written = first.length + last.length + (bare.includes(".") ? 1 : 0);
  const whole = tail === undefined ? first : [...first, ...Array<string>(8 - written).fill("0"), ...last];
  return `${whole.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
