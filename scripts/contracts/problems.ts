/** What a route refuses, as OpenAPI's responses: one for each status, with the codes that come with it. */
import type { z } from "zod";
import { Problem, type ProblemCode, problems } from "../../shared/contract/errors.ts";
import type { JsonSchema } from "./json-schema.ts";
import { carried } from "./refusals.ts";

/** Roots that these responses need, named as `problemSchema` looks for them. */
export function problemRoots(): Record<string, z.ZodType> {
  const roots: Record<string, z.ZodType> = { problem: Problem };
  for (const [code, fields] of Object.entries(carried)) {
    for (const [field, type] of Object.entries(fields)) roots[`${code}.${field}`] = type;
  }
  return roots;
}

export type Response = Record<string, unknown>;

/** By status; a status with one code is that code's response, which all routes share. */
export function problemResponses(codes: Set<ProblemCode>, printed: Record<string, JsonSchema>): Record<string, Response> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of Object.keys(problems) as ProblemCode[]) {
    if (codes.has(code)) byStatus.set(problems[code].status, [...(byStatus.get(problems[code].status) ?? []), code]);
  }
  const responses = [...byStatus].map(([status, [first, ...more]]) => {
    const response = more.length > 0 ? problemResponse([first!, ...more], printed) : { $ref: `#/components/responses/${first}` };
    return [String(status), response] as const;
  });
  return Object.fromEntries(responses);
}

/** For `components.responses`. */
export function sharedResponses(printed: Record<string, JsonSchema>): Record<string, Response> {
  return Object.fromEntries((Object.keys(problems) as ProblemCode[]).map((code) => [code, problemResponse([code], printed)]));
}

const headers: Partial<Record<ProblemCode, object>> = {
  unauthenticated: { "WWW-Authenticate": { schema: { type: "string" }, description: "`Bearer`" } },
  unavailable: { "Retry-After": { schema: { type: "integer" }, description: "Seconds" } },
};

function problemResponse(codes: ProblemCode[], printed: Record<string, JsonSchema>): Response {
  const lines = codes.map((code) => `\`${code}\`: ${problems[code].title} (retry: ${problems[code].retry})`);
  const header = headers[codes[0]!];
  return {
    description: lines.length > 1 ? lines.map((line) => `- ${line}`).join("\n") : lines[0],
    ...(header && { headers: header }),
    content: { "application/problem+json": { schema: problemSchema(codes, printed) } },
  };
}

function problemSchema(codes: ProblemCode[], printed: Record<string, JsonSchema>): JsonSchema {
  const fields = codes.flatMap((code) => Object.keys(carried[code] ?? {}).map((field) => [field, printed[`${code}.${field}`]] as const));
  const code = codes.length > 1 ? { enum: codes } : { const: codes[0] };
  return { allOf: [printed["problem"]!, { type: "object", properties: { code, ...Object.fromEntries(fields) } }] };
}
