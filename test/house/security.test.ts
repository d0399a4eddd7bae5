/** What docs/SECURITY.md says can be looked up: every path is there, and every item of the standard is in it once. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { PROJECT } from "../../scripts/house/files.ts";
import { SERVICE_WORDS } from "../../shared/accounts/password-strength.ts";

const text = readFileSync(join(PROJECT, "docs/SECURITY.md"), "utf8");

/**
 * The items of OWASP's ASVS 5.0: by chapter and section those of level 1, then those of level 2. Level 3 is left out, and so
 * are sections that have nothing but that.
 */
const ITEMS: Record<number, Record<number, [first: number[], second: number[]]>> = {
  1: { 1: [[], [1, 2]], 2: [[1, 2, 3, 4, 5], [6, 7, 8, 9]], 3: [[1, 2], [3, 4, 5, 6, 7, 8, 9, 10, 11]], 4: [[], [1, 2, 3]], 5: [[1], [2]] },
  2: { 1: [[1], [2, 3]], 2: [[1, 2], [3]], 3: [[1], [2, 3, 4]], 4: [[], [1]] },
  3: { 2: [[1, 2], []], 3: [[1], [2, 3, 4]], 4: [[1, 2], [3, 4, 5, 6]], 5: [[1, 2, 3], [4, 5]], 7: [[], [1, 2]] },
  4: { 1: [[1], [2, 3]], 2: [[], [1]], 3: [[], [1, 2]], 4: [[1], [2, 3, 4]] },
  5: { 1: [[], [1]], 2: [[1, 2], [3]], 3: [[1, 2], []], 4: [[], [1, 2, 3]] },
  6: { 1: [[1], [2, 3]], 2: [[1, 2, 3, 4, 5, 6, 7, 8], [9, 10, 11, 12]], 3: [[1, 2], [3, 4]], 4: [[1, 2], [3, 4]], 5: [[], [1, 2, 3, 4, 5]], 6: [[], [1, 2, 3]], 8: [[], [1, 2, 3, 4]] },
  7: { 1: [[], [1, 2, 3]], 2: [[1, 2, 3, 4], []], 3: [[], [1, 2]], 4: [[1, 2], [3, 4, 5]], 5: [[], [1, 2]], 6: [[], [1, 2]] },
  8: { 1: [[1], [2]], 2: [[1, 2], [3]], 3: [[1], []], 4: [[], [1]] },
  9: { 1: [[1, 2, 3], []], 2: [[1], [2, 3, 4]] },
  10: { 1: [[], [1, 2]], 2: [[], [1, 2]], 3: [[], [1, 2, 3, 4]], 4: [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]], 5: [[], [1, 2, 3, 4, 5]], 6: [[], [1, 2]], 7: [[], [1, 2, 3]] },
  11: { 1: [[], [1, 2]], 2: [[], [1, 2, 3]], 3: [[1, 2], [3]], 4: [[1], [2, 3, 4]], 5: [[], [1]], 6: [[], [1]] },
  12: { 1: [[1], [2, 3]], 2: [[1, 2], []], 3: [[], [1, 2, 3, 4]] },
  13: { 1: [[], [1]], 2: [[], [1, 2, 3, 4, 5]], 3: [[], [1, 2]], 4: [[1], [2, 3, 4, 5]] },
  14: { 1: [[], [1, 2]], 2: [[1], [2, 3, 4]], 3: [[1], [2, 3]] },
  15: { 1: [[1], [2, 3]], 2: [[1], [2, 3]], 3: [[1], [2, 3, 4, 5, 6, 7]] },
  16: { 1: [[], [1]], 2: [[], [1, 2, 3, 4, 5]], 3: [[], [1, 2, 3, 4]], 4: [[], [1, 2, 3]], 5: [[], [1, 2, 3]] },
  17: { 1: [[], [1]], 2: [[], [1, 2, 3, 4]], 3: [[], [1, 2]] },
};

const STATES = ["met", "partly", "not yet", "does not apply"] as const;

interface Row {
  id: string;
  level: string;
  state: string;
  where: string;
  test: string;
}

function rowsOf(document: string): Row[] {
  const lines = document.split("\n").filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line));
  return lines.map((line) => {
    const [id = "", level = "", , state = "", where = "", test = "", ...more] = line.split("|").slice(1, -1).map((cell) => cell.trim());
    expect(more, line).to.deep.equal([]);
    return { id, level, state, where, test };
  });
}

/** Anything that reads like a path of this project, whether it stands in backticks or not. */
function pathsIn(said: string): string[] {
  const inFolders = said.match(/(?<![\w/.-])(?:\.ci|asyncapi|bench|docs|embedded|k8s|scripts|server|shared|test|web|workers)\/[\w./-]*\w/g) ?? [];
  const beside = said.match(/(?<=`)(?:\.?[\w-]+\.(?:json|yml|example|md)|\.dockerignore|Dockerfile)(?=`)/g) ?? [];
  return [...new Set([...inFolders, ...beside])];
}

/** As GitHub names a heading. */
const anchorOf = (heading: string) => heading.toLowerCase().replace(/[^\w\s-]/g, "").replace(/\s/g, "-");

describe("What docs/SECURITY.md says", () => {
  const rows = rowsOf(text);

  it("names only paths that exist", () => {
    const paths = pathsIn(text);
    expect(paths).to.include.members(["server/rest/parse.ts", "test/house/security.test.ts", "package-lock.json", ".dockerignore", "Dockerfile"]);
    expect(paths.filter((path) => !existsSync(join(PROJECT, path)))).to.deep.equal([]);
  });

  it("leads only to headings and pages that exist", () => {
    const anchors = new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!)));
    for (const [, to] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (to!.startsWith("#")) expect(anchors.has(to!.slice(1)), to).to.equal(true);
      else expect(existsSync(join(PROJECT, "docs", to!)), to).to.equal(true);
    }
  });

  it("has every item of levels 1 and 2 once, in order, with its level", () => {
    const asked = Object.entries(ITEMS).flatMap(([chapter, sections]) =>
      Object.entries(sections).flatMap(([section, byLevel]) => {
        const items = byLevel.flatMap((numbers, at) => numbers.map((number) => ({ number, level: at + 1 })));
        return items.sort((a, b) => a.number - b.number).map(({ number, level }) => `${chapter}.${section}.${number} at ${level}`);
      }),
    );
    expect(asked).to.have.length(253);
    expect(rows.map(({ id, level }) => `${id} at ${level}`)).to.deep.equal(asked);
  });

  it("says of each how it stands: with a place where it is met, with a reason where it is not, and with a test that is one", () => {
    for (const { id, state, where, test } of rows) {
      expect(STATES, id).to.include(state);
      if (state === "met") expect(pathsIn(where).length > 0 || where.includes("](#"), id).to.equal(true);
      else expect(where.length, id).to.be.at.least(8); // `As 6.5.1`
      for (const path of pathsIn(test)) expect(path, id).to.match(/^test\/.+\.test\.ts$/);
    }
  });

  it("counts them right", () => {
    const [met, partly, notYet, not] = STATES.map((state) => rows.filter((row) => row.state === state).length);
    expect(text).to.include(`Of ${rows.length} items ${met} are met, ${partly} partly, ${notYet} not yet, and ${not} do not apply.`);
  });

  it("lists the words that make no password", () => {
    expect(text.replaceAll(/\s+/g, " ")).to.include(`or these words: ${SERVICE_WORDS.join(", ")}, also spelt`);
  });
});
