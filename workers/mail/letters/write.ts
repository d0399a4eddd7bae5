import type { Content, Link } from "./content.ts";
import { TO_GUESTS, type Written } from "./guest-content.ts";
import { TO_HOSTS } from "./host-content.ts";
import { type AccountKind, type FactsOf, type LetterFacts, LETTERS, type Sender, type StayKind } from "./kinds.ts";
import { type Speech, speechOf } from "./speech.ts";
import type { Said } from "./words/words.ts";

const ABOUT_STAYS = { ...TO_GUESTS, ...TO_HOSTS };
const isAboutStay = (facts: LetterFacts): facts is FactsOf<StayKind> => facts.kind in ABOUT_STAYS;

/** Puts a letter into words of its recipient's language. Only what hosts write for who arrives may have links of its own. */
export function write(facts: LetterFacts, { publicUrl }: Sender): Content {
  const { recipient } = facts;
  const speech = speechOf(recipient.language);
  const { words } = speech;
  const { subject, heading, lines, action, after = [], facts: listed, passages = [], price } = written(facts, speech);
  return {
    language: recipient.language,
    subject: unlinked(onOneLine(subject)),
    heading: unlinked(heading),
    greeting: words.greeting(sayable(recipient.name)),
    lines: lines.map(unlinked),
    facts: listed.map(({ label, value, more }) => ({ label, value: unlinked(value), ...(more !== undefined && { more: unlinked(more) }) })),
    ...("link" in facts && action !== undefined && { action: { label: action, url: facts.link } }),
    passages: passages.map(({ title, lines: said }) => ({ title: unlinked(title), lines: said })),
    ...(price && { price: { title: price.title, lines: price.lines.map((line) => ({ ...line, label: unlinked(line.label) })) } }),
    after,
    colon: words.colon,
    foot: { ...why(facts, speech), home: { label: "Vacancy", url: publicUrl } },
  };
}

type AnyWritten = Omit<Written, "action"> & Partial<Pick<Said, "action">>;

function written(facts: LetterFacts, speech: Speech): AnyWritten {
  if (isAboutStay(facts)) return (ABOUT_STAYS[facts.kind] as (facts: FactsOf<StayKind>, speech: Speech) => Written)(facts, speech);
  const { letters } = speech.words;
  if (facts.kind !== "wish_freed") return { facts: [], ...letters[facts.kind satisfies AccountKind]() };
  const { title, city, ...stay } = facts.wish;
  const dates = speech.dates(stay);
  return {
    ...letters.wish_freed({ title, city, day: speech.day(stay.checkIn), dates }),
    facts: [{ label: speech.words.labels.property, value: title }, { label: speech.words.labels.dates, value: dates }],
  };
}

function why(facts: LetterFacts, { words }: Speech): { why: string; unsubscribe?: Link } {
  if ("unsubscribe" in facts) return { why: words.why[LETTERS[facts.kind].topic], unsubscribe: { label: words.unsubscribe, url: facts.unsubscribe } };
  return { why: isAboutStay(facts) ? words.why.stay : words.why.account };
}

/** Control characters, ends of lines, and what turns the direction of writing around. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
const MOST_SUBJECT = 150;

/** A subject is one line, whatever the names in it are made of. */
function onOneLine(text: string): string {
  const line = text.replace(UNSEEN, " ").replace(/\s+/g, (space) => (space === "\u00a0" ? space : " ")).trim();
  return line.length > MOST_SUBJECT ? `${line.slice(0, MOST_SUBJECT - 1).trimEnd()}…` : line;
}

/** What mail programs make a link of is parted: names and titles are other people's words. */
function unlinked(text: string): string {
  return text.replace(/(?<=\S)(?::\/\/|@|[.\u3002\uff0e\uff61](?=[\p{L}\p{M}]{2}))(?=\S)/gu, " ");
}

/** A name that would become a link in a mail program is not said: whoever registers a stranger's address chooses it. */
function sayable(name: string): string | undefined {
  return /[:/@]|\.\p{L}{2,}|www/iu.test(name) ? undefined : name;
}
