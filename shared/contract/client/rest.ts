/** Every route of the table as one typed function. */
import { Refusal } from "../errors.ts";
import { type RouteAnswer, type RouteInput, type RouteName, type Routes, routes, sandboxRoutes } from "../rest.ts";
import type { Route } from "../routes/route.ts";
import type { Input } from "./request.ts";
import { send, type SendDeps, Unreachable } from "./send.ts";
import type { Session } from "./session.ts";
import { uuid } from "./uuid.ts";

const table: Record<RouteName, Route> = { ...routes, ...sandboxRoutes };

/** Milliseconds before each further attempt. */
const PAUSES = [300, 1_000, 3_000];

export interface Rest {
  /**
   * Calls a route. Reads, and routes that take an `Idempotency-Key`, are tried again (with the same key) where no answer
   * came or the answer was `retry: "same-key"`. A key whose outcome stays unknown is used again by the next equal call:
   * who presses the button a second time still makes one hold.
   *
   * @throws Refusal as the server decided; Unreachable where there was no answer
   */
  call<N extends RouteName>(name: N, input: RouteInput<Routes[N]>, options?: { signal?: AbortSignal }): Promise<RouteAnswer<Routes[N]>>;
}

export function createRest(
  deps: SendDeps,
  session: Pick<Session, "token" | "insteadOf">,
  pause: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Rest {
  /** Keys of calls whose outcome is not known, by route and input. */
  const unsettled = new Map<string, string>();

  async function attempt(route: Route, input: Input, idempotencyKey: string | undefined, signal: AbortSignal | undefined): Promise<unknown> {
    const token = await session.token();
    try {
      return await send(deps, route, input, { token, idempotencyKey, signal });
    } catch (error) {
      if (!token || !(error instanceof Refusal) || error.code !== "unauthenticated") throw error;
      const renewed = await session.insteadOf(token);
      if (!renewed) throw error;
      return await send(deps, route, input, { token: renewed, idempotencyKey, signal });
    }
  }

  async function call(name: RouteName, input: Input, options: { signal?: AbortSignal } = {}): Promise<unknown> {
    const route = table[name];
    const same = `${name} ${JSON.stringify(input)}`;
    const key = route.idempotent && (unsettled.get(same) ?? uuid());
    for (let tried = 0; ; tried++) {
      try {
        const answer = await attempt(route, input, key, options.signal);
        unsettled.delete(same);
        return answer;
      } catch (error) {
        const unknown = isUnknown(error) || options.signal?.aborted === true;
        if (unknown && key) unsettled.set(same, key);
        else unsettled.delete(same);
        options.signal?.throwIfAborted();
        const wait = PAUSES[tried];
        if (!unknown || wait === undefined || !(key || route.method === "get")) throw error;
        await pause(wait);
      }
    }
  }

  return { call: call as Rest["call"] };
}

/** Whether something may have happened although no answer says so. */
export function isUnknown(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refusal && error.toProblem().retry === "same-key");
}
