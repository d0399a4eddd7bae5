/** A Stripe of our own over HTTP: stateful, honours `Idempotency-Key`, and can be made to fail as networks and servers do. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { deliver, type Endpoint } from "./deliver.ts";
import { readForm } from "./form.ts";
import { answerAction, cancelIntent } from "./intents.ts";
import { type FakeAnswer, keptAnswers } from "./keys.ts";
import { closeDispute, failRefund } from "./refunds.ts";
import { perform } from "./routes.ts";
import { FakeError, type FakeEvent, type FakeState, newState } from "./state.ts";

export const SECRET_KEY = "sk_test_fake";

export interface FakeRequest {
  method: string;
  path: string;
  body: string;
  headers: Record<string, string>;
}

export interface FakeStripe {
  url: string;
  state: FakeState;
  /** All that came in with the secret key, first to last. */
  requests: FakeRequest[];
  /** Carries the next so many changes out, and cuts the connection in place of answering. */
  loseAnswers(count: number): void;
  /** Answers the next so many changes with its own failure, having done nothing. */
  fail(count: number): void;
  forgetKeys(): void;
  /** Tries a card as Stripe's script in a browser does, which has the client secret and nothing else. @returns the answer's status */
  pay(clientSecret: string, card?: string): Promise<number>;
  answerAction(intentId: string, approve: boolean): void;
  expireAuthorisation(intentId: string): void;
  failRefund(refundId: string): void;
  closeDispute(intentId: string, status: "won" | "lost"): void;
  /** Sends what has happened since, again and again until all is taken. @returns every status that was answered */
  deliver(endpoint: Endpoint, inOrder?: (events: FakeEvent[]) => FakeEvent[]): Promise<number[]>;
  close(): Promise<void>;
}

/** How often Stripe tries here: the real one does for three days. */
const MOST_TRIES = 5;

export async function startFakeStripe(): Promise<FakeStripe> {
  const state = newState();
  const kept = keptAnswers();
  const requests: FakeRequest[] = [];
  const faults = { lose: 0, fail: 0 };
  let told = 0;

  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const body = await text(req);
    const { method = "", url: path = "" } = req;
    if (isOurs(req)) requests.push({ method, path, body, headers: req.headers as Record<string, string> });
    const begin = () => (method === "POST" && faults.fail-- > 0 ? failure() : answerOf(() => perform(state, { method, path, form: readForm(body), isOurs: isOurs(req) })));
    const answer = answerOf(() => kept.answer(method === "POST" ? req.headers["idempotency-key"] as string : undefined, `${path} ${body}`, begin));
    if (method === "POST" && isOurs(req) && faults.lose-- > 0) return void req.socket.destroy();
    res.writeHead(answer.status, { "Content-Type": "application/json", "Request-Id": "req_fake", ...("replayed" in answer && answer.replayed ? { "Idempotent-Replayed": "true" } : {}) });
    res.end(JSON.stringify(answer.body));
  };
  const server = createServer((req, res) => void handle(req, res)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url, state, requests,
    loseAnswers: (count) => void (faults.lose = count),
    fail: (count) => void (faults.fail = count),
    forgetKeys: kept.forget,
    async pay(clientSecret, card = "4242424242424242") {
      const body = new URLSearchParams({ client_secret: clientSecret, "payment_method_data[card][number]": card });
      const response = await fetch(`${url}/v1/payment_intents/${clientSecret.split("_secret")[0]}/confirm`, { method: "POST", body });
      await response.text();
      return response.status;
    },
    answerAction: (id, approve) => answerAction(state, id, approve),
    expireAuthorisation: (id) => void cancelIntent(state, id),
    failRefund: (id) => failRefund(state, id),
    closeDispute: (id, status) => closeDispute(state, id, status),
    async deliver(endpoint, inOrder = (events) => events) {
      const statuses: number[] = [];
      let waiting = inOrder(state.events.slice(told));
      told = state.events.length;
      for (let nth = 0; nth < MOST_TRIES && waiting.length > 0; nth += 1) {
        const refused: FakeEvent[] = [];
        for (const event of waiting) {
          const status = await deliver(endpoint, event);
          statuses.push(status);
          if (status >= 300) refused.push(event);
        }
        waiting = refused;
      }
      return statuses;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const isOurs = ({ headers }: IncomingMessage) => headers.authorization === `Bearer ${SECRET_KEY}`;

const failure = (): FakeAnswer => ({ status: 500, body: { error: { type: "api_error", message: "Something went wrong on Stripe's end" } } });

function answerOf<T extends FakeAnswer>(doing: () => T): T | FakeAnswer {
  try {
    return doing();
  } catch (error) {
    if (!(error instanceof FakeError)) throw error;
    return { status: error.status, body: { error: error.error } };
  }
}
