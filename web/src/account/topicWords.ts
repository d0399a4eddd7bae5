import type { Language, LetterTopic } from "../../../shared/contract/user.ts";

/** The letters that a person can do without, in words that follow “letters with”. */
export const TOPIC_WORDS: Record<LetterTopic, { title: string; says: string }> = {
  reminders: { title: "Reminders", says: "before check-in and check-out, and when a hold is about to end" },
  alerts: { title: "News for hosts", says: "when a stay of yours is booked, asked for, changed or cancelled" },
  wishes: { title: "Nights that free", says: "when nights you wished for can be booked" },
};

/** Each in itself, as its speakers look for it. */
export const LANGUAGE_WORDS: Record<Language, string> = { en: "English", fr: "Français", es: "Español" };
