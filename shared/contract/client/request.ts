/** From a route of the table and its input to what is sent. Pure. */
import type { Route } from "../routes/route.ts";

export interface Input {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

export interface Sendable {
  method: string;
  /** With the query, without `/api`'s host. */
  path: string;
  body?: string;
}

/** @throws where a path parameter is missing, or is `.` or `..`, which no encoding keeps a browser from following */
export function toSendable(route: Route, input: Input): Sendable {
  const query = new URLSearchParams(textOf(input.query)).toString();
  const sendable: Sendable = {
    method: route.method.toUpperCase(),
    path: `/api${fillPath(route.path, textOf(input.params))}${query && `?${query}`}`,
  };
  if (input.body !== undefined) sendable.body = JSON.stringify(input.body);
  return sendable;
}

function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || /^\.\.?$/.test(value)) throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
}

/** What is absent or empty is left out: `?text=` asks for nothing. Lists have commas, as the contract reads them. */
function textOf(values: unknown): Record<string, string> {
  const entries = Object.entries((values ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)] as const).filter(([, text]) => text !== ""));
}
