/** What a name stands for, asked once: whoever connects is given what was looked at, and does not ask again. */
import { lookup, Resolver } from "node:dns/promises";
import { BlockList, isIP, isIPv6, type LookupFunction } from "node:net";
import { NOT_PUBLIC, OutboundProblem } from "./problem.ts";

/** All addresses of a name. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<string[]>;

/** Of more nobody has use, and each that does not answer takes time. */
const MOST = 8;

/** By the name servers alone: not by a file of this machine, and without keeping others' look-ups waiting as the system's own way does. */
export const resolvePublic: Resolve = async (host, signal) => {
  const resolver = new Resolver({ timeout: 2500, tries: 2 });
  const cancel = () => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    if (four.status === "rejected" && six.status === "rejected") throw four.reason;
    return [four, six].flatMap((found) => (found.status === "fulfilled" ? found.value : []));
  } finally {
    signal.removeEventListener("abort", cancel);
  }
};

/** As this machine resolves names, for what may be called whatever it is. */
export const resolveHere: Resolve = async (host) => (isIP(host) ? [host] : (await lookup(host, { all: true })).map(({ address }) => address));

/** What is not private by its range, but is by what it is. */
const ours = new BlockList();
ours.addAddress("168.63.129.16"); // of each machine's own host in Azure
const globalV6 = new BlockList();
globalV6.addSubnet("2000::", 3, "ipv6");

/** Beside what the agent refuses, which goes by the registered ranges. @throws OutboundProblem `refused` */
export function refuseUnfit(addresses: readonly string[]): void {
  const unfit = (address: string) => (isIPv6(address) ? !globalV6.check(address, "ipv6") : ours.check(address));
  if (addresses.some(unfit)) throw new OutboundProblem("refused", NOT_PUBLIC);
}

/** Gives these and no others, whatever is asked for. */
export function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.slice(0, MOST).map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, { all: wantsAll }, answer) => (wantsAll ? answer(null, all) : answer(null, all[0]!.address, all[0]!.family));
}
