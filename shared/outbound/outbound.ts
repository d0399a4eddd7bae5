/**
 * Calls addresses that others have named, of the public internet alone: a name is resolved once, all of what it stands for
 * is checked, and the connection goes to what was checked. So it is again after each redirect.
 */
import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request as overHttp, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as overHttps } from "node:https";
import { RequestFilteringHttpsAgent } from "request-filtering-agent";
import { checkAddress, isAllowed, portOf } from "./address.ts";
import { OutboundProblem, problemOf } from "./problem.ts";
import { pinned, refuseUnfit, type Resolve, resolveHere, resolvePublic } from "./resolve.ts";

export interface OutboundRequest {
  url: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** Of the answer's body; 0: its head is the answer, and nothing more is read. */
  mostBytes: number;
  /** Of all of it, from the first look-up to the last byte. */
  mostMilliseconds: number;
  /** How many are followed; 0: one is an answer as any other. Only GET is sent on. */
  redirects: number;
}

export interface OutboundAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Who answered, after redirects. */
  url: string;
}

export interface Outbound {
  /** @throws OutboundProblem where there is no answer within the limits; any status is one */
  request(asked: OutboundRequest): Promise<OutboundAnswer>;
}

export interface OutboundOptions {
  /** Hosts with ports that may be called although they are private or speak http. */
  allow: readonly string[];
  /** The name servers' where absent. */
  resolve?: Resolve;
}

const MOST_HEAD_BYTES = 16_384;
/** Heads that say an answer is still to come. */
const MOST_PRELIMINARY = 8;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const ALWAYS = { "User-Agent": "Vacancy", "Accept-Encoding": "identity" };

/** A connection for each call: one that is kept would outlive what was checked. */
const ONCE = { keepAlive: false };
const filtering = new RequestFilteringHttpsAgent(ONCE);
const free = { "http:": new HttpAgent(ONCE), "https:": new HttpsAgent(ONCE) };

export function createOutbound({ allow, resolve }: OutboundOptions): Outbound {
  async function connect(url: URL, asked: OutboundRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const allowed = isAllowed(url, allow);
    const addresses = await (resolve ?? (allowed ? resolveHere : resolvePublic))(url.hostname, signal);
    if (addresses.length === 0) throw new OutboundProblem("unresolved", "Its name can't be found");
    if (!allowed) refuseUnfit(addresses);
    signal.throwIfAborted();
    const agent = allowed ? free[url.protocol as keyof typeof free] : filtering;
    return send(url, asked, { agent, lookup: pinned(addresses), signal });
  }

  async function follow(asked: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
    let url = checkAddress(asked.url, allow);
    for (let left = asked.redirects; ; left -= 1) {
      const answer = await connect(url, asked, signal);
      const next = asked.redirects > 0 && (asked.method ?? "GET") === "GET" ? redirectOf(answer) : undefined;
      if (next === undefined) return { status: answer.statusCode!, headers: answer.headers, body: await read(answer, asked.mostBytes), url: url.href };
      answer.destroy();
      if (left === 0) throw new OutboundProblem("too_many_redirects", `It sends on more than ${asked.redirects} times`);
      if (!URL.canParse(next, url.href)) throw new OutboundProblem("failed", "It sends on to what is no address");
      url = checkAddress(new URL(next, url).href, allow);
    }
  }

  return {
    async request(asked) {
      const over = new AbortController();
      const timer = setTimeout(() => over.abort(), asked.mostMilliseconds);
      try {
        return await unlessOver(over.signal, follow(asked, over.signal));
      } catch (error) {
        throw problemOf(error, over.signal.aborted);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Also because a body that lasts as long as its connection looks whole when that was ended here. */
function unlessOver<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return Promise.race([work, new Promise<never>((_, reject) => signal.addEventListener("abort", reject, { once: true }))]);
}

function send(url: URL, { method = "GET", headers, body }: OutboundRequest, how: Pick<RequestOptions, "agent" | "lookup" | "signal">): Promise<IncomingMessage> {
  const options: RequestOptions = {
    ...how, method, host: url.hostname, port: portOf(url), path: `${url.pathname}${url.search}`, maxHeaderSize: MOST_HEAD_BYTES,
    headers: { ...headers, ...ALWAYS, ...(body !== undefined && { "Content-Length": Buffer.byteLength(body) }) },
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? overHttps : overHttp)(options);
    let preliminary = 0;
    request.on("information", () => {
      preliminary += 1;
      if (preliminary > MOST_PRELIMINARY) request.destroy(new OutboundProblem("too_large", "It says again and again that its answer is to come"));
    });
    request.on("response", resolve).on("error", reject);
    request.on("upgrade", (_answer, socket) => {
      socket.on("error", () => {}).destroy(); // it is no longer the request's
      reject(new OutboundProblem("failed", "It wants to speak another protocol"));
    });
    request.end(body);
  });
}

function redirectOf({ statusCode, headers }: IncomingMessage): string | undefined {
  return REDIRECTS.has(statusCode!) ? headers.location : undefined;
}

/** @throws OutboundProblem `too_large`, `failed` where it comes in another encoding than was asked for */
async function read(answer: IncomingMessage, mostBytes: number): Promise<Buffer> {
  if (mostBytes === 0) {
    answer.destroy();
    return Buffer.alloc(0);
  }
  const encoding = answer.headers["content-encoding"] ?? "identity";
  try {
    if (encoding.toLowerCase() !== "identity") throw new OutboundProblem("failed", "Its answer is compressed, which was not asked for");
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new OutboundProblem("too_large", `Its answer is larger than ${mostBytes} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    answer.destroy();
  }
}
