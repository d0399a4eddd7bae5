/**
 * Which passwords are guessed first: the most common ones, and those that are little else than words of the service or of
 * their person. It is looked at here and not on the page, which would have to load the list and could be left out.
 */
import common from "fxa-common-password-list";
import { Refusal } from "../contract/errors.ts";
import type { StoredUser } from "../store/documents.ts";

/** Words of the service, and those that stand for a password anywhere. */
export const SERVICE_WORDS = ["vacancy", "vacancies", "booking", "property", "guest", "host", "support", "admin", "demo", "password", "passwort", "letmein", "welcome"] as const;

/** Shorter words are in too many others to be anybody's. */
const SHORTEST_WORD = 3;
/** So many letters and digits have to be there besides. */
const LEAST_BESIDE = 5;

/** How letters are written so that they look like none. */
const LOOKALIKES: Readonly<Record<string, string>> = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t", "@": "a", $: "s", "!": "i" };

type Own = Pick<StoredUser, "name" | "email">;
type Spelling = (text: string) => string;

/** Letters and digits alone, without accents or capitals. */
const plain: Spelling = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const unmasked: Spelling = (text) => plain(text.replace(/[013457@$!]/g, (character) => LOOKALIKES[character]!));

/**
 * Asks nothing of the store, so that it tells nothing of who has an account.
 *
 * @param own whose it is to be, where that is known
 * @throws Refusal `invalid_input` with what to do
 */
export function refuseWeakPassword(password: string, own?: Own): void {
  if (common.test(password.toLowerCase())) {
    throw refusal("is one of the most common passwords");
  }
  const words = [...SERVICE_WORDS, ...(own ? wordsOf(own) : [])];
  if ([plain, unmasked].some((spelling) => isLittleElse(password, words, spelling))) {
    throw refusal("is little else than your name, your address or words of this service");
  }
}

/** The address as a whole too: many take it for their password. */
function wordsOf({ name, email }: Own): string[] {
  const [local = ""] = email.split("@");
  const separate = (text: string) => text.split(/[^\p{L}\p{M}\p{N}]+/u);
  return [email, local, name, ...separate(local), ...separate(name)];
}

function isLittleElse(password: string, words: readonly string[], spelling: Spelling): boolean {
  const known = words.map(spelling).filter(({ length }) => length >= SHORTEST_WORD);
  const longestFirst = [...new Set(known)].sort((a, b) => b.length - a.length);
  const whole = spelling(password);
  const left = longestFirst.reduce((rest, word) => rest.replaceAll(word, ""), whole);
  // Without any of these words it is not about them. A year, a date or one key held down is little.
  return left !== whole && (left.length < LEAST_BESIDE || /^(\d*|(.)\2*)$/u.test(left));
}

function refusal(is: string): Refusal {
  const problem = `${is}: choose another, like a few words that only you put together`;
  return new Refusal("invalid_input", `This password ${problem}`, { fields: [{ field: "body.password", problem }] });
}
