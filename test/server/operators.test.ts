/**
 * An operator of MongoDB's in the place of a value is refused at every door, in every field of the contract; and behind the
 * doors the store itself takes none for what somebody named.
 */
import { expect } from "chai";
import mongoose from "mongoose";
import { z } from "zod";
import { commonRequests, namespaces, type NamespaceName } from "../../shared/contract/sockets.ts";
import { type RouteName, routes, sandboxRoutes } from "../../shared/contract/rest.ts";
import type { Route } from "../../shared/contract/routes/route.ts";
import { newId } from "../../shared/store/ids.ts";
import { fingerprint } from "../support/fingerprint.ts";
import { connect } from "../support/live.ts";
import { startService, type Service, type SignedInClient } from "../support/service.ts";

const OPERATORS = [{ $gt: "" }, { $ne: null }, { $regex: ".*" }, { $where: "sleep(1000)" }];

/** Every field of an object, those within objects too, as paths. */
function fieldsOf(schema: z.ZodType | undefined, above: string[] = []): string[][] {
  const bare = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema;
  if (bare instanceof z.ZodPipe) return fieldsOf(bare.in as z.ZodType, above);
  if (!(bare instanceof z.ZodObject)) return above.length > 0 ? [above] : [];
  return Object.entries(bare.shape).flatMap(([name, field]) => [[...above, name], ...fieldsOf(field as z.ZodType, [...above, name])]).filter((path, at, all) => all.findIndex((other) => other.join() === path.join()) === at);
}

const within = (path: string[], value: unknown): Record<string, unknown> => Object.fromEntries([[path[0]!, path.length > 1 ? within(path.slice(1), value) : value]]);

describe("An operator in place of a value", function () {
  this.timeout(60_000);
  let service: Service;
  let person: SignedInClient;
  let untouched: string;

  before(async () => {
    service = await startService();
    person = await service.as(["guest", "host", "support", "admin"]);
    untouched = await fingerprint(service.store);
  });
  after(async () => {
    expect(await fingerprint(service.store), "the database").to.equal(untouched);
    await service.close();
  });

  it("is refused in every field of every route's body, by its name", async () => {
    let tried = 0;
    for (const [name, route] of Object.entries({ ...routes, ...sandboxRoutes } as Record<RouteName, Route>)) {
      if (!route.body) continue;
      const path = route.path.replace(/:\w+/g, newId);
      for (const field of fieldsOf(route.body)) {
        for (const operator of OPERATORS) {
          const body = within(field, operator);
          const ask = { key: newId(), headers: {} };
          const answer = route.method === "delete" ? await deleteWith(path, body) : await person[route.method as "post" | "patch"](path, body, ask);
          const said = `${name} ${field.join(".")} ${JSON.stringify(operator)} → ${JSON.stringify(answer.body)}`;
          expect(answer.body?.code, said).to.equal("invalid_input");
          const named = answer.body.fields.map((one: { field: string }) => one.field);
          expect(named.some((one: string) => `${one}.`.startsWith(`body.${field.join(".")}.`)), said).to.equal(true);
          tried += 1;
        }
      }
    }
    expect(tried).to.be.above(200);
  });

  async function deleteWith(path: string, body: unknown) {
    const response = await fetch(`${service.url}/api${path}`, { method: "DELETE", headers: { Authorization: `Bearer ${person.token}`, "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return { body: (await response.json()) as any };
  }

  it("is refused in every query and path, where brackets would make one elsewhere", async () => {
    let tried = 0;
    for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
      const path = route.path.replace(/:\w+/g, newId);
      for (const field of fieldsOf(route.query)) {
        const address = `${path}?${field[0]}[$gt]=`;
        const { body } = await (route.method === "get" ? person.get(address) : person.post(address, {}));
        expect(body.code, `${name} ${field[0]}`).to.equal("invalid_input");
        tried += 1;
      }
      if (route.method === "get" && route.params) {
        const { body } = await person.get(route.path.replace(/:\w+/g, encodeURIComponent('{"$gt":""}')));
        expect(body.code, name).to.equal("not_found");
        tried += 1;
      }
    }
    expect(tried).to.be.above(30);
  });

  it("is refused in every field of every request of a live connection", async () => {
    let tried = 0;
    for (const name of Object.keys(namespaces) as NamespaceName[]) {
      const client = await connect(service.url, name, person.token);
      for (const [event, { input }] of Object.entries({ ...namespaces[name].requests, ...commonRequests })) {
        for (const field of fieldsOf(input)) {
          for (const operator of OPERATORS) {
            const { ok, error } = await client.ask(event, within(field, operator));
            expect([ok, error?.code], `${name} ${event} ${field.join(".")}`).to.deep.equal([false, "invalid_input"]);
            tried += 1;
          }
        }
      }
      client.close();
    }
    expect(tried).to.be.above(40);
  });

  it("is taken for a value by the store where it looks for one thing, and fits no field", async () => {
    const { users, bookings, sessions, months } = service.store;
    const looks: (() => Promise<unknown>)[] = [
      () => users.findOne({ email: { $gt: "" } }).lean(),
      () => users.findById({ $gt: "" } as never).lean(),
      () => users.exists({ email: { $ne: null } } as never),
      () => users.updateOne({ _id: { $gt: "" } }, { $set: { name: "taken" } }),
      () => users.findOneAndUpdate({ email: { $regex: ".*" } }, { $set: { name: "taken" } }),
      () => users.deleteOne({ email: { $ne: null } } as never),
      () => bookings.findOneAndDelete({ _id: { $exists: true } }),
      () => sessions.findOne({ $or: [{ _id: { $gt: "" } }] }),
    ];
    for (const look of looks) {
      const error = await look().then(() => "it was looked for", (thrown: Error) => thrown);
      expect(error, look.toString()).to.be.instanceOf(mongoose.Error.CastError);
    }
    for (const code of ["$where", "$expr"]) {
      const error = await users.findOne({ [code]: "true" }).then(() => "it was looked for", (thrown: Error) => thrown.message);
      expect(error).to.include("not allowed");
    }
    const unknown = await months.find({ nobody: 1 } as never).then(() => "it was looked for", (thrown: Error) => thrown.name);
    expect(unknown).to.equal("StrictModeError");
    expect(await users.findOne({ email: mongoose.trusted({ $gt: "" }) }).lean(), "the code's own").to.include({ email: person.email });
  });
});
