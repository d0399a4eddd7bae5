/** How the service is, as support sees it. */
import { z } from "zod";
import { Instant } from "./dates.ts";

export const Delay = z
  .object({ p50: z.int(), p99: z.int() })
  .meta({ id: "Delay", description: "Milliseconds from a change to its being told, of the last 10 seconds" });
export type Delay = z.infer<typeof Delay>;

const count = z.int().min(0);

/** One process, as it says of itself again and again; gone some seconds after the last time. */
export const NodeStats = z
  .object({
    id: z.string(),
    role: z.enum(["server", "relay"]),
    connections: count,
    /** Connections that look at a property. */
    watchers: count,
    hosts: count,
    staff: count,
    /** Of a server: whether it follows the changes itself, or a relay tells it. */
    fed: z.enum(["itself", "relay"]).optional(),
    /** Of whoever follows the changes. */
    delay: Delay.optional(),
    /** Of the relay that leads: how often somebody began to. */
    term: z.int().optional(),
  })
  .meta({ id: "NodeStats" });
export type NodeStats = z.infer<typeof NodeStats>;

export const Stats = z
  .object({
    at: Instant,
    /** Of all nodes. */
    connections: count,
    watchers: count,
    hosts: count,
    staff: count,
    /** Holds that live now. */
    holds: count,
    /** Confirmed within the last minute. */
    bookingsPerMinute: count,
    /** The worst of the nodes that follow the changes. */
    feedDelay: Delay.optional(),
    /** Late: due for more than a second and not begun. Failing and failed: as jobs of that state. */
    jobs: z.object({ late: count, failing: count, failed: count }),
    nodes: z.array(NodeStats),
    /** The node that relays, where one does. */
    relay: z.string().optional(),
  })
  .meta({ id: "Stats" });
export type Stats = z.infer<typeof Stats>;
