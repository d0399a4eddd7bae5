/** The OpenAPI document of the route tables. */
import type { z } from "zod";
import { type Permission, permissions, rolesOf } from "../../shared/contract/permissions.ts";
import { type RouteName, routes, sandboxRoutes } from "../../shared/contract/rest.ts";
import type { Route } from "../../shared/contract/routes/route.ts";
import type { JsonSchema } from "./json-schema.ts";
import { parametersOf, printParameter } from "./parameters.ts";
import { problemResponses, problemRoots, type Response, sharedResponses } from "./problems.ts";
import { refusalsOf } from "./refusals.ts";
import { type Schemas, schemasOf } from "./schemas.ts";

const DESCRIPTION = `Booking of stays whose availability is live.

- Ids are 24 hex digits; instants are ISO 8601 in UTC; nights and months are dates of the property's time zone; the end of a range is exclusive.
- Money is a whole number of the minor unit of the currency beside it.
- Errors are RFC 9457 \`application/problem+json\`. \`code\` says what it was, \`retry\` who may try again: nobody (\`never\`), at once (\`now\`), after a while (\`later\`), or with the same \`Idempotency-Key\` (\`same-key\`).
- Unknown fields are refused in requests, and to be ignored in answers. Bodies have 64 KiB at most.
- Lists answer \`nextCursor\` where there is more: pass it as \`cursor\`.
- Live changes come by Socket.IO; the AsyncAPI document describes them.`;

const table = Object.entries({ ...routes, ...sandboxRoutes } as Record<RouteName, Route>) as [RouteName, Route][];

export function openapi(version: string): object {
  const schemas = schemasOf(roots());
  return {
    openapi: "3.1.0",
    info: { title: "Vacancy", version, description: DESCRIPTION },
    servers: [{ url: "/api" }],
    tags: [...new Set(table.map(([, route]) => tagOf(route)))].map((name) => ({ name })),
    paths: paths(schemas),
    components: {
      schemas: schemas.components,
      responses: usedBy(schemas),
      parameters: { IdempotencyKey: idempotencyKey, RequiredIdempotencyKey: { ...idempotencyKey, required: true } },
      headers: { IdempotentReplayed: idempotentReplayed },
      securitySchemes,
    },
  };
}

function roots(): { input: Record<string, z.ZodType>; output: Record<string, z.ZodType> } {
  const input: Record<string, z.ZodType> = {};
  const output: Record<string, z.ZodType> = problemRoots();
  for (const [name, route] of table) {
    for (const { name: parameter, type } of parametersOf(route)) input[`${name}?${parameter}`] = type;
    const body = route.body ?? route.signedBody;
    if (body) input[name] = body;
    output[name] = route.answer;
  }
  return { input, output };
}

/** In the order of the table; the methods of one path together. */
function paths(schemas: Schemas): Record<string, Record<string, object>> {
  const found: Record<string, Record<string, object>> = {};
  for (const [name, route] of table) (found[pathOf(route)] ??= {})[route.method] = operation(name, route, schemas);
  return found;
}

export function pathOf({ path }: Route): string {
  return path.replace(/:(\w+)/g, "{$1}");
}

/** `/properties/:id/months` is about `properties`. */
function tagOf({ path }: Route): string {
  return path.split("/")[1]!;
}

function operation(name: RouteName, route: Route, schemas: Schemas): object {
  const parameters = parametersOf(route).map((parameter) => printParameter(parameter, schemas.input[`${name}?${parameter.name}`]!));
  if (route.idempotent) parameters.push({ $ref: `#/components/parameters/${route.idempotent === "required" ? "RequiredIdempotencyKey" : "IdempotencyKey"}` });
  return {
    operationId: name,
    tags: [tagOf(route)],
    summary: route.summary,
    description: `For ${whoMay(permissions[name])}.`,
    security: securityOf(name, permissions[name]),
    ...(parameters.length > 0 && { parameters }),
    ...((route.body ?? route.signedBody) && { requestBody: { required: true, content: json(schemas.input[name]!) } }),
    responses: { [route.status]: success(route, schemas.output[name]!), ...problemResponses(refusalsOf(name, route), schemas.output) },
  };
}

function whoMay(permission: Permission): string {
  if (permission === "person") return "anyone signed in";
  return typeof permission === "string" ? permission : `the role ${rolesOf(permission).join(" or ")}`;
}

const json = (schema: JsonSchema) => ({ "application/json": { schema } });

const MEANINGS = { 200: "Done", 201: "Made", 202: "Taken on; it happens soon" } as const;

function success({ status, idempotent, media }: Route, schema: JsonSchema): Response {
  return {
    description: MEANINGS[status],
    ...(idempotent && { headers: { "Idempotent-Replayed": { $ref: "#/components/headers/IdempotentReplayed" } } }),
    content: media ? { [media]: { schema } } : json(schema),
  };
}

/** One of the roles is enough: each is an alternative, and `{}` is nobody. */
function securityOf(name: RouteName, permission: Permission): object[] {
  if (name === "refresh") return [{ refreshCookie: [] }];
  if (name === "logout") return [{ refreshCookie: [] }, {}];
  if (name === "stripeNotice") return [{ stripeSignature: [] }];
  if (permission === "anyone") return [];
  return permission === "person" ? [{ accessToken: [] }] : rolesOf(permission).map((role) => ({ accessToken: [role] }));
}

const securitySchemes = {
  accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "The `accessToken` of `login` or `refresh`" },
  refreshCookie: {
    type: "apiKey", in: "cookie", name: "__Host-vacancy-refresh",
    description: "Set by `login` and `refresh`, HttpOnly. Over plain http its name is `vacancy-refresh`",
  },
  stripeSignature: { type: "apiKey", in: "header", name: "Stripe-Signature", description: "Over the body's bytes, at most five minutes old" },
};

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Makes it safe to send the request again: the same key and body give the first answer, for 24 hours. Per person and route",
  schema: { type: "string", pattern: "^[\\x20-\\x7e]{1,255}$" },
};

const idempotentReplayed = { description: "There, and `true`, where the answer is that of an earlier request with this key", schema: { type: "string", const: "true" } };

/** The shared responses that a route refers to; the others stand in routes, beside other codes of their status. */
function usedBy(schemas: Schemas): Record<string, Response> {
  const text = JSON.stringify(paths(schemas));
  return Object.fromEntries(Object.entries(sharedResponses(schemas.output)).filter(([code]) => text.includes(`"#/components/responses/${code}"`)));
}
