/** The rules of the house that no compiler or linter knows, each with its reason. */
import { posix } from "node:path";
import { forbidden } from "./arrows.ts";
import { readSource } from "./source.ts";

export interface Breach {
  /** From the project's folder. */
  file: string;
  line?: number;
  says: string;
}

const MOST_LINES = 250;
const NAMELESS = /^(utils?|helpers?|common|misc)$/i;

const startsWithOne = (file: string, ...beginnings: string[]) => beginnings.some((beginning) => file.startsWith(beginning));

/** @param file from the project's folder. @throws where code can't be parsed */
export function breachesOf(file: string, text: string): Breach[] {
  const breaches = [...nameBreaches(file), ...lengthBreaches(file, text)];
  return isCode(file) ? [...breaches, ...codeBreaches(file, text)] : breaches;
}

export const isCode = (file: string) => /\.[cm]?[jt]sx?$/.test(file);

function nameBreaches(file: string): Breach[] {
  const nameless = file.split("/").find((part) => NAMELESS.test(posix.parse(part).name.split(".")[0]!));
  return nameless ? [{ file, says: `is in or is \`${nameless}\`: such a name takes in anything and says nothing; name it by what it does` }] : [];
}

function lengthBreaches(file: string, text: string): Breach[] {
  const lines = text.trimEnd().split("\n").length;
  return lines > MOST_LINES ? [{ file, says: `has ${lines} lines, more than ${MOST_LINES}: a file is read whole, so it does one thing; split it by what it does` }] : [];
}

function codeBreaches(file: string, text: string): Breach[] {
  const { imports, readsEnvironment, emits } = readSource(file, text);
  const at = (lines: number[], says: string) => lines.map((line) => ({ file, line, says }));
  const arrows = imports.flatMap((one) => {
    const says = forbidden(file, one);
    return says ? [{ file, line: one.line, says }] : [];
  });
  return [
    ...arrows,
    ...(mayReadEnvironment(file) ? [] : at(readsEnvironment, "reads the environment: only shared/config.ts does, so that one list has every setting, checked at boot; take what you need as an argument")),
    ...(mayEmit(file) ? [] : at(emits, "emits: only shared/feed/broadcast.ts tells clients, from events, so that nothing is told that did not commit; write an event instead")),
  ];
}

/** Tests are configured by whoever runs them, not by those who run the service. */
function mayReadEnvironment(file: string): boolean {
  return startsWithOne(file, "shared/config.ts", "test/");
}

/** Clients ask by emitting; what is told to them comes from one place. */
function mayEmit(file: string): boolean {
  return file === "shared/feed/broadcast.ts" || startsWithOne(file, "shared/contract/client/") || !startsWithOne(file, "shared/", "server/", "workers/", "embedded/");
}
