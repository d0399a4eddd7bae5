import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { PROJECT, sourceFiles } from "../../scripts/house/files.ts";
import { breachesOf } from "../../scripts/house/rules.ts";

/** What the rules say about a file with this text, were it there. */
const saidOf = (file: string, text: string) => breachesOf(file, text).map(({ line, says }) => `${line ?? ""} ${says}`);

const FORBIDDEN = [
  ["shared/booking/hold.ts", 'import { follow } from "../feed/follow.ts";', "decides, and nothing else"],
  ["shared/booking/hold.ts", 'import { startServer } from "../../server/start.ts";', "decides, and nothing else"],
  ["shared/store/months.ts", 'import { hold } from "../booking/hold.ts";', "knows no rules of the trade"],
  ["shared/views/month.ts", 'import { readMonths } from "../store/months.ts";', "must not read for itself"],
  ["shared/feed/follow.ts", 'import { hold } from "../booking/hold.ts";', "no longer be what committed"],
  ["shared/accounts/keys.ts", 'import { loadConfig } from "../config.ts";', "settings are passed in"],
  ["shared/accounts/keys.ts", 'import type { Actor } from "../booking/context.ts";', "does not depend on what they book"],
  ["shared/payments/payments.ts", 'import { openStore } from "../store/open.ts";', "knows nothing of how we remember"],
  ["shared/payments/sandbox/cards.ts", 'import { settle } from "../../booking/settle.ts";', "decides about no booking"],
  ["shared/contract/dates.ts", 'import { randomUUID } from "node:crypto";', "runs in browsers"],
  ["shared/contract/dates.ts", 'import express from "express";', "runs in browsers"],
  ["shared/contract/client/live.ts", 'import type { Store } from "../../store/open.ts";', "runs in browsers"],
  ["server/start.ts", 'import { startWorkers } from "../workers/start.ts";', "deploy each alone"],
  ["server/start.ts", 'export { main } from "../embedded/main.ts";', "deploy each alone"],
  ["workers/start.ts", 'type Server = import("../server/start.ts").RunningServer;', "deploy each alone"],
  ["workers/start.ts", 'const server = await import("../server/start.ts");', "deploy each alone"],
  ["workers/start.ts", "const server = await import(name);", "nobody can follow that"],
  ["web/src/App.tsx", 'import { publicMonth } from "../../shared/views/month.ts";', "nothing behind it"],
  ["web/src/App.tsx", 'import { join } from "node:path";', "runs in a browser"],
  ["asyncapi/site.ts", 'import { loadConfig } from "../shared/config.ts";', "nothing behind it"],
  ["bench/client/watch.ts", 'import { openStore } from "../../shared/store/open.ts";', "no more than any client"],
  ["lib/new.ts", 'import { hold } from "../shared/booking/hold.ts";', "draw them"],
] as const;

const ALLOWED = [
  ["shared/booking/hold.ts", 'import { claimNights } from "../store/months.ts";'],
  ["shared/views/month.ts", 'import type { StoredMonth } from "../store/documents.ts";'],
  ["shared/views/month.ts", 'import { type StoredMonth } from "../store/documents.ts";'],
  ["shared/payments/sandbox/intents.ts", 'import { newId } from "../../store/ids.ts";'],
  ["embedded/service.ts", 'import { startServer } from "../server/start.ts";'],
  ["web/src/App.tsx", 'import { Night } from "../../shared/contract/dates.ts";'],
] as const;

describe("the rules of the house", () => {
  it("hold in every file", () => {
    const breaches = sourceFiles().flatMap((file) => breachesOf(file, readFileSync(join(PROJECT, file), "utf8")));
    expect(breaches.map(({ file, line, says }) => `${file}:${line ?? ""} ${says}`)).to.deep.equal([]);
  });

  for (const [file, text, reason] of FORBIDDEN) {
    it(`find \`${text}\` in ${file}, and say why not`, () => {
      expect(saidOf(file, `\n${text}\n`)).to.have.length(1);
      expect(saidOf(file, `\n${text}\n`)[0]).to.match(/^2 imports /).and.to.include(reason);
    });
  }

  for (const [file, text] of ALLOWED) {
    it(`allow \`${text}\` in ${file}`, () => expect(saidOf(file, text)).to.deep.equal([]));
  }

  it("find whoever reads the environment", () => {
    for (const text of ["process.env.PORT;", 'process["env"]["PORT"];', "const { env } = process;", "globalThis.process.env;", 'import { env } from "node:process";']) {
      expect(saidOf("shared/log.ts", text), text).to.have.length(1);
      expect(saidOf("shared/log.ts", text)[0]).to.include("only shared/config.ts does");
      expect(saidOf("shared/config.ts", text), text).to.deep.equal([]);
    }
    expect(saidOf("shared/log.ts", "process.once('SIGTERM', end); import.meta.env;")).to.deep.equal([]);
  });

  it("find whoever emits", () => {
    for (const text of ['socket.emit("month", month);', 'io.of("/ops").to(room).emit("x");', 'await socket["emitWithAck"]("x");', 'socket?.emit("x");']) {
      expect(saidOf("server/sockets/ops.ts", text), text).to.have.length(1);
      expect(saidOf("shared/booking/hold.ts", text)[0]).to.include("write an event instead");
      expect(saidOf("shared/feed/broadcast.ts", text)).to.deep.equal([]);
      expect(saidOf("shared/contract/client/channel.ts", text)).to.deep.equal([]);
    }
  });

  it("find names that say nothing, and files too long to be read", () => {
    for (const file of ["server/utils/dates.ts", "shared/booking/helpers.ts", "web/src/common/a.css", "test/support/util.test.ts"]) {
      expect(saidOf(file, ""), file).to.have.length(1);
    }
    expect(saidOf("web/src/style/base.css", "a{}\n".repeat(251))[0]).to.include("251 lines");
    expect(saidOf("web/src/style/base.css", "a{}\n".repeat(250))).to.deep.equal([]);
  });
});
