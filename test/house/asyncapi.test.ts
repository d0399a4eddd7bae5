import { Parser } from "@asyncapi/parser";
import { expect } from "chai";
import { asyncapi } from "../../scripts/contracts/asyncapi.ts";
import { commonBroadcasts, commonRequests, type Namespace, namespaces } from "../../shared/contract/sockets.ts";

interface Operation {
  action: "send" | "receive";
  reply?: object;
}

const document = asyncapi("1.0.0") as { operations: Record<string, Operation>; channels: Record<string, { address: string }> };
const table = Object.entries(namespaces as Record<string, Namespace>);

/** What the parser only remarks on: that there is a newer version of AsyncAPI. */
const REMARK = 2;
const isFault = (severity: number) => severity < REMARK;

describe("the AsyncAPI document", () => {
  it("is valid", async function () {
    this.timeout(60_000);
    const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
    expect(diagnostics.filter(({ severity }) => isFault(severity))).to.deep.equal([]);
    expect(parsed?.version()).to.equal("3.0.0");
  });

  it("has every namespace as a channel", () => {
    expect(Object.values(document.channels).map(({ address }) => address)).to.have.members(Object.keys(namespaces));
  });

  it("has every request with its acknowledgement and every broadcast, and nothing else", () => {
    const asked = table.flatMap(([name, { requests }]) => Object.keys({ ...requests, ...commonRequests }).map((event) => `${name.slice(1)}.${event}`));
    const told = table.flatMap(([name, { broadcasts }]) => Object.keys({ ...broadcasts, ...commonBroadcasts }).map((event) => `${name.slice(1)}.${event}`));
    const found = Object.entries(document.operations);
    expect(found.filter(([, { action, reply }]) => action === "receive" && reply).map(([name]) => name)).to.have.members(asked);
    expect(found.filter(([, { action, reply }]) => action === "send" && !reply).map(([name]) => name)).to.have.members(told);
    expect(found).to.have.length(asked.length + told.length);
  });
});
