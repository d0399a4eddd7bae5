/** Leads for as long as the lease is ours: follows the events, publishes what they say, and beats. */
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { RelayBroadcast } from "../../shared/feed/broadcast.ts";
import { type Channels, encode, encodeActivity } from "../../shared/feed/cluster/channel.ts";
import { beatAt, type Leading } from "../../shared/feed/cluster/relay.ts";
import type { Delays } from "../../shared/feed/delays.ts";
import { follow } from "../../shared/feed/follow.ts";
import type { StoredEvent } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { activityOf } from "../../shared/views/event.ts";
import { type Lease, LEASE } from "./lease.ts";
import type { Outbox } from "./outbox.ts";

/** Milliseconds between two renewals, and so between two beats. */
const RENEW_EVERY = 400;
/** Milliseconds without a beat after which another shall try. */
const MOST_SILENT = 10_000;
/** Milliseconds that giving up the lease may take; without, it ends by itself. */
const PATIENCE = 1500;

export interface LeadOptions {
  store: Store;
  log: Logger;
  lease: Lease;
  outbox: Outbox;
  channels: Channels;
  broadcast: RelayBroadcast;
  delays: Delays;
  onEvent(event: StoredEvent): Promise<void>;
  /** Aborted when it shall end. */
  stop: AbortSignal;
}

/** Resolves when it leads no more: the lease is another's, Redis has not taken something, or it was stopped. */
export async function lead({ store, log, lease, outbox, channels, broadcast, delays, onEvent, stop }: LeadOptions): Promise<void> {
  let leading: Leading = { term: lease.term, last: lease.position };
  /** When each renewal was asked for, by its proof. */
  const asked = new Map<string, number>();
  let renewals = 0;
  let asking: Promise<boolean> | undefined;
  let beatSentAt = performance.now();
  let renewedAt = performance.now();
  let end!: (why: string) => void;
  const ended = new Promise<string>((resolve) => (end = resolve));
  const onStop = () => end("it is stopped");
  stop.addEventListener("abort", onStop);
  if (stop.aborted) onStop();
  outbox.begin();

  async function renew(): Promise<void> {
    if (performance.now() - renewedAt > LEASE) return end("its lease may be another's");
    if (performance.now() - beatSentAt > MOST_SILENT) return end("it has been able to tell nothing");
    if (asking) return;
    const proof = `${lease.term} ${(renewals += 1)}`;
    const now = performance.now();
    asked.set(proof, now);
    asking = lease.renew(proof, leading.last).finally(() => (asking = undefined));
    if (await asking) renewedAt = now;
    else end("its lease is another's");
  }

  async function passed(to: bigint, proof: string | undefined): Promise<void> {
    if (proof === undefined) return;
    const askedAt = asked.get(proof);
    asked.delete(proof);
    const beat = beatAt(leading, to, askedAt === undefined ? undefined : performance.now() - askedAt);
    if (!beat) return;
    broadcast.flush();
    await outbox.taken();
    await outbox.spublish(channels.relay, encode({ beat }));
    leading = { ...leading, last: to };
    beatSentAt = performance.now();
  }

  const orEnd = <A extends unknown[]>(work: (...args: A) => Promise<void>) => (...args: A) => work(...args).catch((error: Error) => end(error.message));
  const following = follow({
    store, log, from: lease.position, databaseNow: delays.databaseNow,
    async tell(event) {
      await broadcast.tell(event);
      void outbox.spublish(channels.activity, encodeActivity(activityOf(event))).catch(() => {});
      if (event.type === "user.revoked") void outbox.spublish(channels.relay, encode({ revoked: event })).catch(() => {});
      await onEvent(event);
      delays.told(event.at);
      await outbox.room().catch((error: Error) => end(error.message));
    },
    passed: orEnd(passed),
    gap() {
      leading = { term: lease.term };
    },
  });
  const renewing = setInterval(() => void renew().catch((error: unknown) => log.debug({ err: error }, "the lease could not be renewed")), RENEW_EVERY);
  log.info({ term: lease.term, from: String(lease.position) }, "leads");
  const why = await ended;
  log.info({ term: lease.term, why }, "leads no more");
  clearInterval(renewing);
  stop.removeEventListener("abort", onStop);
  const ending = async () => {
    await following.close();
    await asking?.catch(() => {}); // behind giving it up, it would take it again
    await lease.giveUp(leading.last);
  };
  await Promise.race([ending().catch(() => {}), delay(PATIENCE, undefined, { ref: false })]);
}
