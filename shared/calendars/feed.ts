/** How a calendar of another platform is asked for. */
import type { Outbound, OutboundAnswer } from "../outbound/outbound.ts";
import { OutboundProblem } from "../outbound/problem.ts";
import { FeedProblem } from "./feed-problem.ts";

export interface FeedAsked {
  url: string;
  /** Of the answer before. */
  etag?: string | undefined;
  modified?: string | undefined;
}

export interface FeedAnswer {
  bytes: Uint8Array;
  contentType?: string;
  etag?: string;
  modified?: string;
}

/** @returns `unchanged` where it is as it was. @throws FeedProblem where it can't be had */
export type ReadFeed = (asked: FeedAsked) => Promise<FeedAnswer | "unchanged">;

const LIMITS = { mostBytes: 2_000_000, mostMilliseconds: 10_000, redirects: 3 };
/** Characters of an ETag that is kept. */
const LONGEST_TAG = 500;

/** Over the network. */
export function feedsOver(outbound: Outbound): ReadFeed {
  return async ({ url, etag, modified }) => {
    const headers = { Accept: "text/calendar", ...(etag && { "If-None-Match": etag }), ...(modified && { "If-Modified-Since": modified }) };
    const { status, body, headers: said } = await outbound.request({ url, headers, ...LIMITS }).catch((error: unknown) => {
      throw error instanceof OutboundProblem ? new FeedProblem(error.message) : error;
    });
    if (status === 304 && (etag || modified)) return "unchanged";
    if (status !== 200) throw new FeedProblem(`It answers ${status}`);
    return { bytes: body, ...given("contentType", said["content-type"]), ...given("etag", said.etag), ...given("modified", said["last-modified"]) };
  };
}

function given<N extends string>(name: N, value: OutboundAnswer["headers"][string]): { [K in N]?: string } {
  return typeof value === "string" && value.length <= LONGEST_TAG ? ({ [name]: value } as { [K in N]: string }) : {};
}
