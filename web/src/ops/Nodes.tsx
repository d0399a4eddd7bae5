/** Every process of the service, and who tells whom of the changes. */
import "../style/nodes.css";
import type { Arrival } from "../../../shared/contract/client/lately.ts";
import type { NodeStats } from "../../../shared/contract/stats.ts";
import { useMedia } from "../useMedia.ts";
import { inWords, wallTimeSeconds } from "../words.ts";
import { count, delayWords, goneOf, inOrder, partWords, relayWords } from "./healthWords.ts";
import { Nothing } from "./Nothing.tsx";
import { Sparkline } from "./Sparkline.tsx";

interface Column {
  name: string;
  /** Absent where there is none. */
  of: (node: NodeStats) => string | undefined;
  isNumber?: true;
  /** Relays have no clients. */
  ofServers?: true;
}

const clients = (name: string, of: (node: NodeStats) => number): Column => ({ name, of: (node) => count(of(node)), isNumber: true, ofServers: true });
const isOf = ({ ofServers }: Column, { role }: NodeStats) => !ofServers || role === "server";

const COLUMNS: readonly Column[] = [
  { name: "Role", of: ({ role }) => inWords(role) },
  { name: "Changes", of: partWords },
  { name: "Delay p50 / p99", of: ({ delay }) => delay && delayWords(delay), isNumber: true },
  clients("Connections", ({ connections }) => connections),
  clients("Watchers", ({ watchers }) => watchers),
  clients("Hosts", ({ hosts }) => hosts),
  clients("Staff", ({ staff }) => staff),
];

export function Nodes({ kept }: { kept: readonly Arrival[] }) {
  const wide = useMedia("(min-width: 60rem)");
  const { stats, arrived } = kept.at(-1)!;
  const nodes = inOrder(stats.nodes);
  const gone = goneOf(kept);
  const Listing = wide ? NodeTable : NodeCards;
  return (
    <section className="nodes" aria-labelledby="nodes-title">
      <h2 id="nodes-title">Nodes <span className="soft">{nodes.length}</span></h2>
      <p className="soft" role="status">{relayWords(stats)}</p>
      <Listing nodes={nodes} kept={kept} to={arrived} />
      {gone.length > 0 && (
        <p className="notice">
          <span>No longer there: {gone.map(({ id, role, last }, at) => <span key={id}>{at > 0 && ", "}{role} <code>{id}</code>, last at {wallTimeSeconds(new Date(last).toISOString())}</span>)}.</span>
        </p>
      )}
    </section>
  );
}

interface Listed {
  nodes: readonly NodeStats[];
  kept: readonly Arrival[];
  to: number;
}

function NodeTable({ nodes, kept, to }: Listed) {
  return (
    <table className="node-table">
      <caption className="unseen">Every process of the service, as it says of itself</caption>
      <thead>
        <tr><th scope="col">Node</th>{COLUMNS.map(({ name, isNumber }) => <th key={name} scope="col" data-number={isNumber}>{name}</th>)}</tr>
      </thead>
      <tbody>
        {nodes.map((node) => (
          <tr key={node.id} data-node={node.id} data-leads={node.term !== undefined || undefined}>
            <th scope="row"><code>{node.id}</code></th>
            {COLUMNS.map((column) => (
              <td key={column.name} data-number={column.isNumber}>
                {(isOf(column, node) && column.of(node)) || <Nothing />}
                {column.name === "Connections" && isOf(column, node) && <NodeLine id={node.id} kept={kept} to={to} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NodeCards({ nodes, kept, to }: Listed) {
  return (
    <ul className="node-cards" role="list">
      {nodes.map((node) => (
        <li key={node.id} className="card" data-node={node.id} data-leads={node.term !== undefined || undefined}>
          <div className="row head base"><h3><code>{node.id}</code></h3><span className="soft">{inWords(node.role)}</span></div>
          {node.role === "server" && <NodeLine id={node.id} kept={kept} to={to} />}
          <dl>
            {COLUMNS.filter((column) => column.name !== "Role" && isOf(column, node)).map(({ name, of, ofServers }) => (
              <div key={name} data-number={ofServers}><dt>{name}</dt><dd>{of(node) ?? <Nothing />}</dd></div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** Its connections lately: for the eye, beside their number. */
function NodeLine({ id, kept, to }: { id: string; kept: readonly Arrival[]; to: number }) {
  const points = kept.map(({ arrived, stats }) => ({ at: arrived, value: stats.nodes.find((node) => node.id === id)?.connections }));
  return <Sparkline lines={[{ kind: "one", points }]} to={to} least={5} />;
}
