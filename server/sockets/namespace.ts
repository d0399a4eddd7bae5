/** Binds one namespace of the contract: who enters, what a request must look like, how it is answered. */
import type { Namespace, Server } from "socket.io";
import type { Logger } from "pino";
import type { z } from "zod";
import { Refusal, type Problem } from "../../shared/contract/errors.ts";
import { mayTry, type Permission, permissions, rolesOf } from "../../shared/contract/permissions.ts";
import { commonRequests, namespaces, type NamespaceName, type RequestsOf } from "../../shared/contract/sockets.ts";
import { endSocket, type AnySocket } from "../../shared/feed/broadcast.ts";
import { createTurns } from "../../shared/store/turns.ts";
import type { Person, Verify } from "../auth/tokens.ts";
import type { Admission } from "../limits/admission.ts";
import { type About, countRight, type Refusals } from "../limits/refusals.ts";
import { problemOf } from "../rest/problem.ts";
import { parse } from "../rest/parse.ts";
import type { Connections } from "./connections.ts";
import { watchExpiry } from "./expiry.ts";

export type Handlers<N extends NamespaceName> = {
  [K in keyof RequestsOf<N>]: RequestsOf<N>[K] extends { input: infer I extends z.ZodType; answer: infer A extends z.ZodType }
    ? (socket: AnySocket, input: z.output<I>) => Promise<z.output<A>>
    : never;
};

export interface Door<N extends NamespaceName> {
  handlers: Handlers<N>;
  /** What a connection joins as it enters. */
  enter?: (socket: AnySocket) => void | Promise<void>;
}

export interface DoorKeeper {
  log: Logger;
  verify: Verify;
  connections: Connections;
  refusals: Refusals;
  admission: Admission;
  /** Resolves when the feed is on; until then nothing is acknowledged. @throws Refusal `unavailable` */
  feedOn(): Promise<void>;
}

export function bindNamespace<N extends NamespaceName>(io: Server, name: N, door: Door<N>, keeper: DoorKeeper): void {
  const namespace = io.of(name) as Namespace & { on(event: "connection", listener: (socket: AnySocket) => void): void };
  namespace.use((socket: AnySocket, next) => {
    admit(socket, name, keeper).then(
      () => next(),
      (error: unknown) => {
        countRight(keeper.refusals, error, aboutOf(socket, name));
        next(asConnectError(problemOf(error, keeper.log)));
      },
    );
  });
  const known = new Set([...Object.keys(commonRequests), ...Object.keys(namespaces[name].requests)]);
  namespace.on("connection", (socket: AnySocket) => {
    guardRequests(socket, name, known, keeper);
    void door.enter?.(socket);
    // What anyone may see goes on when a token ends.
    if (permissions[name] !== "anyone") socket.on("disconnect", watchExpiry(socket));
    // One request after another, so that `unwatch` right behind `watch` is the last word.
    const turns = createTurns();
    const inTurn = <T>(answer: () => Promise<T>) => turns("", answer);
    bindRequest(socket, name, "renew", commonRequests.renew.input, (input) => inTurn(() => renew(socket, name, input.token, keeper)), keeper);
    for (const [event, request] of Object.entries(namespaces[name].requests)) {
      const handler = door.handlers[event as keyof RequestsOf<N>] as (socket: AnySocket, input: unknown) => Promise<object>;
      const answer = (input: unknown) =>
        inTurn(async () => {
          keeper.admission.ofSocketRequest(event);
          await keeper.feedOn();
          return handler(socket, input);
        });
      bindRequest(socket, name, event, request.input, answer, keeper);
    }
  });
}

/** @throws Refusal `unauthenticated`, `forbidden`, `rate_limited` */
async function admit(socket: AnySocket, name: NamespaceName, keeper: DoorKeeper): Promise<void> {
  const leave = keeper.connections.enter(socket);
  try {
    await identify(socket, name, keeper);
  } catch (error) {
    leave();
    throw error;
  }
}

async function identify(socket: AnySocket, name: NamespaceName, { verify, connections }: DoorKeeper): Promise<void> {
  const token: unknown = socket.handshake.auth["token"];
  if (token !== undefined && token !== null) {
    if (typeof token !== "string") throw new Refusal("unauthenticated", "The token must be text");
    socket.data.person = await verify(token);
  }
  if (permissions[name] !== "anyone" && !socket.data.person) throw new Refusal("unauthenticated", "Connect with an access token");
  refuseWithoutRole(name, socket.data.person);
  if (socket.data.person) connections.seat(socket, name, socket.data.person.id);
}

/** @throws Refusal `forbidden` */
function refuseWithoutRole(name: NamespaceName, person: Person | undefined): void {
  const permission: Permission = permissions[name];
  if (typeof permission === "string" || mayTry(permission, person?.roles)) return;
  throw new Refusal("forbidden", `Only ${rolesOf(permission).join(" and ")} may enter ${name}`);
}

const aboutOf = ({ data: { person } }: AnySocket, namespace: NamespaceName, event?: string): About => ({
  namespace, ...(event !== undefined && { event }), ...(person && { personId: person.id }),
});

/** Socket.IO hands `data` of the error to the client's `connect_error`. */
function asConnectError(problem: Problem): Error {
  return Object.assign(new Error(problem.detail), { data: problem });
}

/** Stands before all requests: counts them, also those that wait for no answer, and refuses what the contract doesn't name. */
function guardRequests(socket: AnySocket, name: NamespaceName, known: ReadonlySet<string>, { log, connections, refusals }: DoorKeeper): void {
  socket.use((event, next) => {
    const [kind, acknowledge] = [event[0] as unknown, event.at(-1) as unknown];
    const refuse = (error: unknown) => {
      if (typeof acknowledge === "function") acknowledge({ ok: false, error: problemOf(error, log) });
    };
    const check = async () => {
      await connections.countRequest(socket);
      if (typeof acknowledge !== "function") refusals.count("unacknowledged", { namespace: name });
      if (typeof kind === "string" && known.has(kind)) return next();
      refusals.count("unknown_event", { namespace: name });
      throw new Refusal("invalid_input", "This namespace has no such request");
    };
    check().catch(refuse);
  });
}

function bindRequest<I extends z.ZodType>(
  socket: AnySocket,
  name: NamespaceName,
  event: string,
  input: I,
  answer: (input: z.output<I>) => Promise<object>,
  { log, connections, refusals }: DoorKeeper,
): void {
  socket.on(event, (...args: unknown[]) => {
    const acknowledge = args.at(-1);
    if (typeof acknowledge !== "function") return; // nobody waits for an answer, and nothing here acts without one
    const body = args.length > 1 ? args[0] : {};
    const answered = async () => {
      const end = connections.beginRequest(socket);
      return answer(parse(input, body, "")).finally(end);
    };
    answered()
      .then(
        (reply) => acknowledge({ ok: true, ...reply }),
        (error: unknown) => {
          countRight(refusals, error, aboutOf(socket, name, event));
          acknowledge({ ok: false, error: problemOf(error, log) });
        },
      )
      .catch((error: unknown) => log.error({ err: error, event }, "an acknowledgement could not be sent"));
  });
}

/** Who has lost the role meanwhile is put out. @throws Refusal `unauthenticated`, `forbidden` */
async function renew(socket: AnySocket, name: NamespaceName, token: string, { verify }: DoorKeeper): Promise<{ expiresAt: string }> {
  const person = await verify(token);
  if (socket.data.person && socket.data.person.id !== person.id) throw new Refusal("forbidden", "The token is another person's");
  try {
    refuseWithoutRole(name, person);
  } catch (error) {
    setImmediate(() => endSocket(socket, "revoked")); // after the answer
    throw error;
  }
  socket.data.person = person;
  if (permissions[name] !== "anyone") watchExpiry(socket);
  return { expiresAt: person.expiresAt.toISOString() };
}
