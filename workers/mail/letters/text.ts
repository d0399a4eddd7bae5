import type { Content, Link, Passage } from "./content.ts";

/** A letter as plain text: the same as its HTML, in the same order. */
export function textOf({ heading, greeting, lines, facts, action, passages, price, after, colon, foot }: Content): string {
  const linked = ({ label, url }: Link) => `${label}${colon}${url}`;
  const listed = facts.map(({ label, value, more }) => `${label}${colon}${[value, more].filter(Boolean).join(", ")}`);
  const priced: Passage[] = price ? [{ title: price.title, lines: price.lines.map(({ label, amount }) => `${label}${colon}${amount}`) }] : [];
  const parts = [
    heading, greeting, ...lines,
    listed.join("\n"),
    ...(action ? [linked(action)] : []),
    ...[...passages, ...priced].map((passage) => [passage.title, ...passage.lines].join("\n")),
    ...after,
    `-- \n${[foot.why, ...(foot.unsubscribe ? [linked(foot.unsubscribe)] : []), linked(foot.home)].join("\n")}`,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}
