import { FeedProblem } from "./feed-problem.ts";

/** The lines that decide about nights; of whom a stay is, and what it is like, is not even parsed. */
const MEANT = /^(BEGIN|END|UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|SUMMARY|STATUS|TRANSP|SEQUENCE)[;:]/i;
/** Characters of one line, once it is unfolded. */
const LONGEST_LINE = 100_000;

/**
 * The lines of a calendar's bytes that are needed, unfolded. They are UTF-8, or what its mark or `contentType` says; what is
 * not UTF-8 after all is taken for Windows' Latin, which can be wrong about a name and never about a date.
 *
 * @throws FeedProblem
 */
export function linesOf(bytes: Uint8Array, contentType = ""): string[] {
  const lines = textOf(bytes, contentType).replace(/\r\n?/g, "\n").replace(/\n[ \t]/g, "").split("\n");
  const meant = lines.filter((line) => MEANT.test(line));
  if (meant.some(({ length }) => length > LONGEST_LINE)) throw new FeedProblem("A line of it is too long");
  return meant;
}

const MARKS = [[[0xef, 0xbb, 0xbf], "utf-8"], [[0xff, 0xfe], "utf-16le"], [[0xfe, 0xff], "utf-16be"]] as const;

function textOf(bytes: Uint8Array, contentType: string): string {
  const marked = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1];
  const named = /charset="?([\w.:-]+)/i.exec(contentType)?.[1];
  for (const label of [marked, "utf-8", named]) {
    const text = label && decoded(bytes, label);
    if (text !== undefined && text !== "") return text;
  }
  return decoded(bytes, "windows-1252") ?? "";
}

/** `undefined` where it is not that, or nobody knows what that is. */
function decoded(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
