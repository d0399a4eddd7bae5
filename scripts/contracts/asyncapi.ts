/** The AsyncAPI document of the table of namespaces: a channel for each, seen from the service. */
import type { z } from "zod";
import { closings, Problem } from "../../shared/contract/errors.ts";
import { type Permission, permissions, rolesOf } from "../../shared/contract/permissions.ts";
import { commonBroadcasts, commonRequests, type Namespace, type NamespaceName, namespaces, type Request } from "../../shared/contract/sockets.ts";
import type { JsonSchema } from "./json-schema.ts";
import { type Schemas, schemasOf } from "./schemas.ts";

const DESCRIPTION = `What happens to months, bookings and alerts, as it happens, by Socket.IO (WebSocket only). Each channel is a namespace, each message an event of that name.

- The access token goes in the handshake's \`auth: {token}\`. Who may not enter gets \`connect_error\` with the problem in its \`data\`.
- A request is acknowledged with \`{ok: true, …}\` or \`{ok: false, error}\`; one without a callback is not acted on.
- Months and bookings come whole, with a \`version\`: keep the higher one, and a message that comes twice, late or not at all does no harm.
- Connected again, watch again: what was watched is forgotten with the connection.`;

const table = Object.entries(namespaces) as [NamespaceName, Namespace][];

interface Said {
  summary: string;
  payload: z.ZodType;
}

const requestsOf = (namespace: Namespace): [string, Request][] => Object.entries({ ...namespace.requests, ...commonRequests });
const broadcastsOf = (namespace: Namespace): [string, Said][] => Object.entries({ ...namespace.broadcasts, ...commonBroadcasts });
/** `/host` is the channel `host`. */
const channelOf = (name: string) => name.slice(1);

export function asyncapi(version: string): object {
  const schemas = schemasOf(roots());
  return {
    asyncapi: "3.0.0",
    info: { title: "Vacancy", version, description: DESCRIPTION },
    defaultContentType: "application/json",
    servers: { service: { host: "localhost:3000", protocol: "ws", pathname: "/socket.io/", description: "Socket.IO, protocol 5", security: [reference("securitySchemes", "accessToken")] } },
    channels: Object.fromEntries(table.map(([name, namespace]) => [channelOf(name), channel(name, namespace)])),
    operations: Object.assign({}, ...table.map(([name, namespace]) => operations(name, namespace))) as object,
    components: {
      messages: Object.assign({}, ...table.map(([name, namespace]) => messages(name, namespace, schemas))) as object,
      schemas: schemas.components,
      securitySchemes: { accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "In the handshake's `auth: {token}`. Not needed where anyone may enter" } },
    },
  };
}

const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

function roots(): { input: Record<string, z.ZodType>; output: Record<string, z.ZodType> } {
  const input: Record<string, z.ZodType> = {};
  const output: Record<string, z.ZodType> = { problem: Problem };
  for (const [name, namespace] of table) {
    for (const [event, { input: asked, answer }] of requestsOf(namespace)) {
      input[messageName(name, event)] = asked;
      output[answerName(name, event)] = answer;
    }
    for (const [event, { payload }] of broadcastsOf(namespace)) output[messageName(name, event)] = payload;
  }
  return { input, output };
}

const messageName = (name: string, event: string) => `${channelOf(name)}.${event}`;
const answerName = (name: string, event: string) => `${messageName(name, event)}.answer`;

function channel(name: NamespaceName, namespace: Namespace): object {
  const { summary } = namespace;
  const permission: Permission = permissions[name];
  const asked = requestsOf(namespace).flatMap(([event]) => [messageName(name, event), answerName(name, event)]);
  const told = broadcastsOf(namespace).map(([event]) => messageName(name, event));
  return {
    address: name,
    title: name,
    summary,
    description: typeof permission === "string" ? "Anyone may enter, with a token or without." : `For the role ${rolesOf(permission).join(" or ")}.`,
    messages: Object.fromEntries([...asked, ...told].map((message) => [message, reference("messages", message)])),
  };
}

function operations(name: NamespaceName, namespace: Namespace): Record<string, object> {
  const key = channelOf(name);
  const at = { channel: { $ref: `#/channels/${key}` } };
  const messagesOf = (message: string) => ({ messages: [{ $ref: `#/channels/${key}/messages/${message}` }] });
  const security = permissions[name] === "anyone" ? {} : { security: [reference("securitySchemes", "accessToken")] };
  const found: Record<string, object> = {};
  for (const [event, { summary }] of requestsOf(namespace)) {
    const reply = { ...at, ...messagesOf(answerName(name, event)) };
    found[messageName(name, event)] = { action: "receive", summary, ...at, ...security, ...messagesOf(messageName(name, event)), reply };
  }
  for (const [event, { summary }] of broadcastsOf(namespace)) {
    found[messageName(name, event)] = { action: "send", summary, ...at, ...security, ...messagesOf(messageName(name, event)) };
  }
  return found;
}

function messages(name: string, namespace: Namespace, { input, output }: Schemas): Record<string, object> {
  const found: Record<string, object> = {};
  for (const [event, { summary }] of requestsOf(namespace)) {
    const [asked, answered] = [messageName(name, event), answerName(name, event)];
    found[asked] = { name: event, title: event, summary, payload: input[asked] };
    found[answered] = { name: event, title: `${event}: acknowledgement`, summary: `What \`${event}\` is answered`, payload: acknowledgement(output[answered]!, output["problem"]!) };
  }
  for (const [event, { summary }] of broadcastsOf(namespace)) {
    const message = messageName(name, event);
    const more = event === "closing" ? { description: CLOSINGS } : {};
    found[message] = { name: event, title: event, summary, ...more, payload: output[message] };
  }
  return found;
}

function acknowledgement(answer: JsonSchema, problem: JsonSchema): JsonSchema {
  const ok = (value: boolean) => ({ type: "object", properties: { ok: { const: value } }, required: ["ok"] });
  const refused = { type: "object", properties: { ok: { const: false }, error: problem }, required: ["ok", "error"] };
  return { oneOf: [{ title: "done", allOf: [ok(true), answer] }, { title: "refused", ...refused }] };
}

const CLOSINGS = [
  "| number | code | why | returns by itself |",
  "|---|---|---|---|",
  ...Object.entries(closings).map(([code, { number, reason, reconnect }]) => `| ${number} | \`${code}\` | ${reason} | ${reconnect ? "yes" : "no"} |`),
].join("\n");
