/** What the relay says to all nodes beside the messages of rooms: over the same connection, so that it comes behind them. */
import type { Activity } from "../../contract/events.ts";
import type { StoredEvent } from "../../store/documents.ts";
import type { Beat } from "./node.ts";

export interface Channels {
  /** Every node hears it: beats, and whose rights have ended. */
  relay: string;
  /** Nodes hear it that have staff with a filter. */
  activity: string;
}

export const channelsOf = (installation: string): Channels => ({ relay: `vacancy:${installation}:relay`, activity: `vacancy:${installation}:activity` });

/** Of Socket.IO's adapter: a channel for each room, heard by nodes with somebody in it. */
export const adapterOptions = (installation: string) => ({ channelPrefix: `vacancy:${installation}`, subscriptionMode: "dynamic" }) as const;

export type Revoked = Pick<StoredEvent, "type" | "userId" | "data" | "at">;
export type RelaySays = { beat: Beat } | { revoked: Revoked };

export function encode(said: RelaySays): string {
  if ("revoked" in said) {
    const { type, userId, data, at } = said.revoked;
    return JSON.stringify({ revoked: { type, userId, data, at } });
  }
  const { term, from, to } = said.beat;
  return JSON.stringify({ beat: { term, from: String(from), to: String(to) } });
}

/** @throws where no relay says such a thing */
export function decode(text: string): RelaySays {
  const said = JSON.parse(text) as { beat?: { term: number; from: string; to: string }; revoked?: Revoked & { at: string } };
  if (said.revoked) return { revoked: { ...said.revoked, at: new Date(said.revoked.at) } };
  const { term, from, to } = said.beat!;
  return { beat: { term, from: BigInt(from), to: BigInt(to) } };
}

export const encodeActivity = (activity: Activity): string => JSON.stringify(activity);
export const decodeActivity = (text: string): Activity => JSON.parse(text) as Activity;
