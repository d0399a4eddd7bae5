/** What a letter says, before it looks like anything: its HTML and its text are both made of this. */
import type { Language } from "../../../shared/contract/user.ts";

export interface Fact {
  label: string;
  value: string;
  /** A second line of the value. */
  more?: string;
}

export interface Price {
  label: string;
  /** With its currency. */
  amount: string;
  /** What lines above it come to. */
  isSum?: true;
}

export interface Passage {
  title: string;
  /** Each may have line breaks of its own. */
  lines: string[];
}

export interface Link {
  label: string;
  url: string;
}

/** In the order in which it is read. */
export interface Content {
  language: Language;
  subject: string;
  heading: string;
  greeting: string;
  lines: string[];
  facts: Fact[];
  action?: Link;
  passages: Passage[];
  price?: { title: string; lines: Price[] };
  after: string[];
  /** Between a label and what it says, in plain text. */
  colon: string;
  foot: { why: string; unsubscribe?: Link; home: Link };
}
