import { expect } from "chai";
import { Validator } from "@seriousme/openapi-schema-validator";
import { differences } from "../../scripts/contracts/difference.ts";
import { documents, driftOf } from "../../scripts/contracts/documents.ts";
import { openapi, pathOf } from "../../scripts/contracts/openapi.ts";
import { createHandlers } from "../../server/rest/handlers.ts";
import { routes, sandboxRoutes } from "../../shared/contract/rest.ts";
import type { Route } from "../../shared/contract/routes/route.ts";

interface Parameter {
  name?: string;
  schema?: unknown;
  explode?: boolean;
  required?: boolean;
}
interface Operation {
  operationId: string;
  parameters?: Parameter[];
  responses: Record<string, { headers?: object }>;
}
interface Components {
  schemas: Record<string, { required?: string[] }>;
}

const document = openapi("1.0.0") as { paths: Record<string, Record<string, Operation>>; components: Components };
const table = Object.entries({ ...routes, ...sandboxRoutes } as Record<string, Route>);
const operationOf = (route: Route) => document.paths[pathOf(route)]?.[route.method];
const parametersOf = (route: Route) => new Map(operationOf(route)?.parameters?.map((parameter) => [parameter.name, parameter]));

describe("the OpenAPI document", () => {
  it("is valid, and every reference in it leads somewhere", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors).to.equal(undefined);
    expect(valid).to.equal(true);
    expect(validator.version).to.equal("3.1");
    expect(() => validator.resolveRefs()).not.to.throw();
    expect(danglingIn(document)).to.deep.equal([]);
  });

  it("is kept as the contract says it now; the AsyncAPI document is, too", () => {
    expect(documents().flatMap(driftOf)).to.deep.equal([]);
  });

  it("says in words where it differs", () => {
    expect(differences({ a: { b: [1, 2], c: 3 } }, { a: { b: [1, 4], d: 5 } })).to.deep.equal([
      "a › b › 1: is 2, would be 4",
      "a › c: is 3, would be nothing",
      "a › d: is nothing, would be 5",
    ]);
  });

  it("has every route, and nothing else", () => {
    const found = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(found).to.have.members(table.map(([name]) => name));
    for (const [name, route] of table) expect(operationOf(route)?.operationId).to.equal(name);
  });

  it("shows how to send a request again where that is safe, and only there", () => {
    for (const [name, route] of table) {
      const text = JSON.stringify(operationOf(route));
      expect(text.includes("parameters/IdempotencyKey"), name).to.equal(route.idempotent === true);
      expect(text.includes("parameters/RequiredIdempotencyKey"), name).to.equal(route.idempotent === "required");
      expect("Idempotent-Replayed" in (operationOf(route)?.responses[route.status]?.headers ?? {}), name).to.equal(route.idempotent !== undefined);
    }
  });

  it("shows what a query means, not how it is read", () => {
    const query = parametersOf(routes.findProperties);
    expect(query.get("amenities")).to.deep.include({ explode: false, schema: { type: "array", items: { $ref: "#/components/schemas/Amenity" } } });
    expect(query.get("near")?.schema).to.deep.equal({ type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 });
    expect(query.get("minPrice")?.schema).to.deep.equal({ $ref: "#/components/schemas/Amount" });
    expect(query.get("limit")).to.deep.include({ required: false, schema: { type: "integer", minimum: 1, maximum: 100, default: 20 } });
    expect(parametersOf(routes.quote).get("guests")?.required).to.equal(true);
    expect(document.components.schemas["Email"]).to.deep.equal({ type: "string", format: "email", maxLength: 254 });
  });

  it("lets what has a default be left out of a request, never out of an answer", () => {
    const { schemas } = document.components;
    expect(schemas["NewProperty"]?.required).not.to.include("fees");
    expect(schemas["Property"]?.required).to.include("fees");
    expect(schemas["Property"]?.required).to.include("taxes");
    expect(schemas["NewProperty"]?.required).not.to.include("taxes");
  });
});

describe("every route", () => {
  it("has a handler", () => {
    const handlers = createHandlers({ auth: {} as never, cache: {} as never, calendars: {} as never, outboundAllow: [], sandbox: {} as never, stripe: {} as never });
    expect(Object.keys(handlers)).to.have.members(table.map(([name]) => name));
  });
});

/** References that name nothing in the document. */
function danglingIn(value: unknown): string[] {
  const references = [...JSON.stringify(value).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
  const leads = (path: string) => path.split("/").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value) !== undefined;
  return references.filter((path) => !leads(path));
}
