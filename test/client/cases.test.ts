/** Cases as a page of support knows them, and the refund that is made once. */
import { expect } from "chai";
import { createOperations } from "../../shared/contract/client/operations.ts";
import { createRest, isUnknown } from "../../shared/contract/client/rest.ts";
import { scriptedChannel } from "./scripted.ts";

const aCase = (version: number, id = "c1"): any => ({ id, version, status: version > 2 ? "resolved" : "open" });

describe("The cases of support", () => {
  function operations() {
    const line = scriptedChannel<"/ops">();
    const ops = createOperations(line.channel);
    return { ...line, ops, version: (id = "c1") => ops.cases.get().items.get(id)?.version, turn: () => ops.casesTurn.get() };
  }

  it("are the highest version of what is read and told, in whatever order", () => {
    const { ops, tell, version } = operations();
    tell("case", aCase(2));
    ops.acceptCases([aCase(1), aCase(1, "c2")]);
    expect([version(), version("c2")]).to.deep.equal([2, 1]);
    tell("case", aCase(3));
    tell("case", aCase(2));
    expect(version()).to.equal(3);
    expect(ops.cases.get().items.get("c1")!.status).to.equal("resolved");
  });

  it("are to be read again with each connection and each `reread`; what is read then holds, even with a lower version", async () => {
    const { ops, connect, tell, version, turn } = operations();
    expect(turn()).to.equal(0);
    await connect();
    expect(turn()).to.equal(1);
    ops.acceptCases([aCase(5), aCase(4, "c2")]);
    tell("reread", {});
    expect(turn()).to.equal(2);
    expect(version(), "stays in sight until it is read").to.equal(5);
    tell("case", aCase(4));
    ops.acceptCases([aCase(3), aCase(2, "c2")]);
    expect([version(), version("c2")], "a broadcast that overtook the answer is not undone").to.deep.equal([4, 2]);
  });

  it("come whatever activity is filtered for, also while it is paused", async () => {
    const { ops, connect, tell, version } = operations();
    await connect();
    void ops.filter({ types: ["booking.held"] });
    ops.pause();
    tell("case", aCase(1));
    expect(version()).to.equal(1);
    expect(ops.feed.get().waiting).to.equal(0);
  });

  it("are gone with the person who saw them", () => {
    const { ops, version } = operations();
    ops.acceptCases([aCase(1)]);
    ops.clear();
    expect(version()).to.equal(undefined);
  });
});

describe("A refund by support", () => {
  const ID = "65f2a8c4e1b2c3d4e5f60718";

  /** @param answers one for each attempt: a status, or nothing where the answer is lost */
  function calling(answers: (number | undefined)[]) {
    const keys: (string | null)[] = [];
    const fetching = async (_: unknown, init?: RequestInit) => {
      keys.push(new Headers(init?.headers).get("idempotency-key"));
      const status = answers.shift();
      if (status === undefined) throw new TypeError("the line broke");
      return Response.json({ id: ID }, { status });
    };
    const rest = createRest({ baseUrl: "", fetch: fetching as typeof fetch }, { token: async () => "t", insteadOf: async () => "t" }, async () => undefined);
    const refund = (amount = 1250) => rest.call("opsRefund", { params: { id: ID }, body: { amount, reason: "No hot water" } });
    return { keys, refund };
  }

  it("carries a key, without which the service would not take it", async () => {
    const { keys, refund } = calling([200]);
    await refund();
    expect(keys).to.have.length(1);
    expect(keys[0]).to.match(/^[0-9a-f-]{36}$/);
  });

  it("whose answer is lost is sent again with the same key, also by the next press; another one has another", async () => {
    const { keys, refund } = calling([undefined, undefined, undefined, undefined, 200, 200, 200]);
    const failed = await refund().catch((error: unknown) => error);
    expect(isUnknown(failed)).to.equal(true);
    await refund();
    expect(keys).to.have.length(5);
    expect(new Set(keys).size).to.equal(1);
    await refund();
    await refund(900);
    expect(new Set(keys).size, "what is decided anew is made anew").to.equal(3);
  });
});
