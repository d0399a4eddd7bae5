/** What a request says, taken apart by the contract's schemas: what is not named there is refused. */
import { z } from "zod";
import { type FieldProblem, Refusal } from "../../shared/contract/errors.ts";
import type { Route } from "../../shared/contract/routes/route.ts";

/** A request can be wrong in thousands of places; the first ones do. */
const MOST_FIELDS = 50;
const LONGEST_FIELD = 120;

const nothing = z.strictObject({});

/** @throws Refusal `invalid_input` with all that is wrong. @param prefix begins the names of fields, `body` for instance */
export function parse<T extends z.ZodType>(schema: T, value: unknown, prefix: string): z.output<T> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw invalid(problemsOf(read.error, prefix));
}

/** Of several problems with one field the first is told. */
export function invalid(problems: FieldProblem[]): Refusal {
  const byField = new Map(problems.toReversed().map((problem) => [problem.field, problem]));
  const fields = [...byField.values()].reverse().slice(0, MOST_FIELDS);
  const names = fields.slice(0, 5).map(({ field }) => field);
  return new Refusal("invalid_input", `Put right: ${names.join(", ")}`, { fields });
}

export interface RawRequest {
  params: unknown;
  /** What follows `?` in the address. */
  search: string;
  body: unknown;
}

export interface ParsedRequest {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/**
 * @throws Refusal `not_found` where the path can't be anything's; `invalid_input` with every field of query and body that
 *   is wrong
 */
export function parseRequest(route: Route, { params, search, body }: RawRequest): ParsedRequest {
  const path = (route.params ?? nothing).safeParse(params);
  if (!path.success) throw new Refusal("not_found", "There is nothing at this address");
  const named = new URLSearchParams(search);
  const query = (route.query ?? nothing).safeParse(Object.fromEntries(named));
  const sent = (route.body ?? nothing).safeParse(route.body ? body : (body ?? {}));
  const wrong = [...twice(named), ...(query.error ? problemsOf(query.error, "query") : []), ...(sent.error ? problemsOf(sent.error, "body") : [])];
  if (wrong.length > 0) throw invalid(wrong);
  return {
    ...(route.params && { params: path.data }),
    ...(route.query && { query: query.data }),
    ...(route.body && { body: sent.data }),
  };
}

function twice(query: URLSearchParams): FieldProblem[] {
  const seen = new Set<string>();
  const repeated = new Set([...query.keys()].filter((name) => seen.size === seen.add(name).size));
  return [...repeated].map((name) => ({ field: fieldOf("query", [name]), problem: "is given twice" }));
}

function problemsOf({ issues }: z.ZodError, prefix: string): FieldProblem[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [{ field: fieldOf(prefix, issue.path), problem: issue.message }];
    return issue.keys.map((key) => ({ field: fieldOf(prefix, [...issue.path, key]), problem: "is not a known field" }));
  });
}

function fieldOf(prefix: string, path: PropertyKey[]): string {
  const name = [prefix, ...path.map(String)].filter((part) => part !== "").join(".");
  return (name || "request").slice(0, LONGEST_FIELD);
}
