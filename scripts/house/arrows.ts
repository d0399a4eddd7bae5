/** Who may import whom, and why. What happens goes one way: doors, decide, remember, tell. */
import { posix } from "node:path";
import { COMPUTED, type Import } from "./source.ts";

interface Folder {
  /** How its files begin. The longest one that fits a file counts. */
  folder: string;
  /** What its files may import beside each other. `types of …`: only what leaves nothing behind at run time. */
  may: readonly string[];
  because: string;
  /** Packages, where not all are allowed. */
  packages?: readonly string[];
  /** Whether it may use what only Node has; true where absent. */
  node?: false;
  /** Whether it may import an address that it computes. */
  computed?: true;
}

const BROWSER = { node: false } as const;
const EVERYTHING = ["shared", "server", "workers", "embedded", "web", "asyncapi", "bench", "scripts", "test"] as const;

export const folders: readonly Folder[] = [
  {
    folder: "shared/contract", may: [], packages: ["zod", "temporal-polyfill", "socket.io-client"], ...BROWSER,
    because: "it is what crosses the wire, and runs in browsers as it does in the service: it can lean on neither",
  },
  {
    folder: "shared/store", may: ["shared/contract"],
    because: "remembering knows no rules of the trade: who decides calls it, never the other way",
  },
  {
    folder: "shared/views", may: ["shared/contract", "types of shared/store", "shared/store/claims.ts", "shared/store/freshness.ts"],
    because: "a view is a function of what is stored alone: same version, same bytes. It must not read for itself",
  },
  {
    folder: "shared/payments", may: ["shared/contract"],
    because: "it is the interface of an outside provider, which knows nothing of how we remember or decide",
  },
  {
    folder: "shared/payments/sandbox", may: ["shared/payments", "shared/contract", "shared/store"],
    because: "it stands in for an outside provider, so that it keeps a collection of its own, and decides about no booking",
  },
  {
    folder: "shared/payments/stripe", may: ["shared/payments", "shared/contract", "types of shared/config.ts"],
    because: "it speaks to an outside provider, who keeps what there is to keep, and it decides about no booking",
  },
  {
    folder: "shared/payments/create.ts", may: ["shared/payments", "types of shared/store", "types of shared/config.ts"],
    because: "it chooses the provider by what it is given, for servers and workers alike",
  },
  {
    folder: "shared/booking", may: ["shared/contract", "shared/store", "shared/payments", "shared/views"],
    because: "it decides, and nothing else: a verb that told, mailed or knew its door would announce what did not commit. Views it uses to say in a refusal how the months are",
  },
  {
    folder: "shared/feed", may: ["shared/contract", "shared/store", "shared/views", "shared/redis.ts", "shared/deadline.ts"],
    because: "it tells what was stored. If it could decide, what is told would no longer be what committed",
  },
  {
    folder: "shared/cache", may: ["shared/contract", "types of shared/store"], packages: ["ioredis", "lru-cache", "node:crypto"],
    because: "it keeps what others have read. If it read for itself, nobody could say what an answer depends on",
  },
  {
    folder: "shared/accounts", may: ["shared/contract", "shared/store", "types of shared/config.ts"],
    because: "who somebody is does not depend on what they book; settings are passed in by whoever starts it",
  },
  {
    folder: "shared/wishes", may: ["shared/contract", "shared/store", "shared/booking"],
    because: "who is told of freed nights is decided as a hold is, by the same rules; no rule of a stay depends on who wishes for it",
  },
  {
    folder: "shared/jobs", may: ["shared/contract", "shared/store"],
    because: "support looks at jobs and has them run through what is stored of them: who runs them is workers' business",
  },
  { folder: "shared/config.ts", may: ["shared/auth-keys.ts", "shared/limits.ts", "shared/settings"], because: "everything else is made from the environment: it comes first" },
  { folder: "shared/settings", may: ["shared/auth-keys.ts", "shared/limits.ts"], because: "it says what may be in the environment, before there is anything else" },
  { folder: "shared/auth-keys.ts", may: [], because: "it reads one setting, before there is anything else" },
  { folder: "shared/limits.ts", may: [], because: "it is a table, and reads one setting, before there is anything else" },
  {
    folder: "shared/outbound", may: ["shared/contract/errors.ts"], packages: ["request-filtering-agent", "node:dns", "node:http", "node:https", "node:net"],
    because: "it calls whom others name, and must not know for whom: what it refuses it refuses everybody",
  },
  {
    folder: "shared/webhooks", may: ["shared/contract", "shared/store", "shared/outbound"],
    because: "it decides where a host's systems are told, and no booking depends on it; who tells them is a worker",
  },
  {
    folder: "shared/calendars", may: ["shared/contract", "shared/store", "shared/booking", "shared/outbound"],
    because: "it decides what other platforms' calendars do to nights, by the rules of the trade, and tells them ours. Who asks it for a calendar says how that is reached",
  },
  { folder: "shared/deadline.ts", may: [], because: "whoever waits for anything may use it" },
  { folder: "shared/redis.ts", may: [], because: "it is a connection, and knows nothing of what is said over it" },
  { folder: "shared/log.ts", may: ["types of shared/config.ts"], because: "settings are passed in by whoever starts it" },
  {
    folder: "shared/role.ts", may: ["shared/config.ts", "shared/log.ts", "shared/store"],
    because: "it is how any process begins and ends, whatever it does in between",
  },
  {
    folder: "server", may: ["shared"],
    because: "server and workers deploy each alone: what both need is in shared, and neither knows what it is embedded in",
  },
  {
    folder: "workers", may: ["shared"],
    because: "server and workers deploy each alone: what both need is in shared, and neither knows what it is embedded in",
  },
  { folder: "embedded", may: ["shared", "server", "workers"], because: "it is all of them on one machine, in one process or each in its own", computed: true },
  { folder: "web", may: ["shared/contract"], ...BROWSER, because: "the page knows what crosses the wire and nothing behind it, and runs in a browser" },
  { folder: "web/vite.config.ts", may: [], because: "it builds the page on Node, before there is anything else" },
  { folder: "asyncapi", may: ["shared/contract"], because: "it describes what crosses the wire, and nothing behind it" },
  { folder: "bench/client", may: ["shared/contract"], because: "who measures from outside must know no more than any client" },
  { folder: "bench", may: ["shared", "server", "workers", "embedded", "test/support"], because: "it starts what it measures as tests do, and nothing depends on it" },
  { folder: "scripts/contracts", may: ["shared/contract"], because: "documents say what the contract says, not what the service happens to do" },
  { folder: "scripts", may: EVERYTHING, because: "they work on the project as a whole", computed: true },
  { folder: "test", may: EVERYTHING, because: "they look at everything", computed: true },
];

const fits = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

function folderOf(file: string): Folder | undefined {
  return folders.filter(({ folder }) => fits(file, folder)).sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** What is wrong with an import, with the reason; `undefined` where nothing is. @param file from the project's folder */
export function forbidden(file: string, { from, typeOnly }: Import): string | undefined {
  const home = folderOf(file);
  if (!home) return `imports ${from}, and its folder has no arrows: draw them in scripts/house/arrows.ts, with the reason`;
  const why = (what: string, may: string) => `imports ${what}, but ${home.folder} may import ${may}, because ${home.because}`;
  if (from === COMPUTED) return home.computed ? undefined : `imports ${COMPUTED}: nobody can follow that, neither a reader nor this check`;
  if (!from.startsWith(".")) return forbiddenPackage(home, from, why);
  const to = posix.join(posix.dirname(file), from);
  if (folderOf(to) === home || home.may.some((allowed) => allows(allowed, to, typeOnly))) return undefined;
  return why(to, home.may.length > 0 ? `only ${home.may.join(", ")}` : "nothing but itself");
}

function allows(allowed: string, to: string, typeOnly: boolean): boolean {
  const types = /^types of (.+)$/.exec(allowed)?.[1];
  return types === undefined ? fits(to, allowed) : typeOnly && fits(to, types);
}

function forbiddenPackage({ node, packages }: Folder, from: string, why: (what: string, may: string) => string): string | undefined {
  if (node === false && from.startsWith("node:")) return why(from, "nothing of Node");
  if (!packages || packages.some((allowed) => from === allowed || from.startsWith(`${allowed}/`))) return undefined;
  return why(from, `no packages but ${packages.join(", ")}`);
}
