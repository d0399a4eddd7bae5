/**
 * What a server with more to do than it can does not begin. What it has begun goes on: messages to live connections, what
 * ends or renews them, probes, and notices of a payment provider.
 */
import type { Duplex } from "node:stream";
import type { RequestHandler } from "express";
import { Refusal } from "../../shared/contract/errors.ts";
import type { Limits } from "../../shared/limits.ts";
import { NOTICES } from "./requests.ts";
import type { LoopDelay } from "./loop-delay.ts";
import type { Refusals } from "./refusals.ts";

export interface Admission {
  /** Of REST. */
  ofRequests: RequestHandler;
  /** Of a request of a live connection. @throws Refusal `unavailable` where it would begin new work */
  ofSocketRequest(event: string): void;
  /** Whether a live connection may not begin where so many are open. Counts it then. */
  refusesConnection(open: number): boolean;
}

/** Requests of live connections that read much and are told of changes from then on. */
const NEW_WORK: ReadonlySet<string> = new Set(["watch", "since", "list", "calendar"]);

/** Once behind, new work waits until the loop is behind by no more than this part of the limit: else it would be let in and refused in turns. */
const RECOVERED = 0.5;

export function createAdmission(limits: Limits | undefined, loopDelay: LoopDelay, refusals: Refusals): Admission {
  const { connections = Infinity, loopDelay: most = Infinity } = limits?.counts ?? {};
  let behind = false;
  loopDelay.onWindow((mean) => {
    behind = mean > (behind ? most * RECOVERED : most);
  });

  function refuseBehind(): void {
    if (!behind) return;
    refusals.count("overloaded");
    throw new Refusal("unavailable", "This server has too much to do just now; try again", { retryAfter: 1 });
  }

  return {
    ofRequests(req, _res, next) {
      if (req.path.startsWith("/api/") && req.path !== NOTICES) refuseBehind();
      next();
    },
    ofSocketRequest(event) {
      if (NEW_WORK.has(event)) refuseBehind();
    },
    refusesConnection(open) {
      const full = open >= connections;
      if (full || behind) refusals.count(full ? "connections" : "overloaded");
      return full || behind;
    },
  };
}

/** Answers a handshake; Socket.IO itself would say that the request is bad. */
export function turnAway(tcp: Duplex): void {
  tcp.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");
}
