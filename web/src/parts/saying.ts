/** What went wrong, in words for the person who asked. */
import { Unreachable } from "../../../shared/contract/client/send.ts";
import { FieldProblem, type ProblemCode, Refusal } from "../../../shared/contract/errors.ts";
import { z } from "zod";
import { longNight } from "../words.ts";

/** 2026-12-24 → Thursday 24 December 2026 */
const withDates = (text: string) => text.replaceAll(/\b2\d{3}-\d{2}-\d{2}\b/g, (night) => longNight(night));
const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Where the service's words are for programs. */
const WORDS: Partial<Record<ProblemCode, string>> = {
  nights_taken: "Some of these nights have been taken. Choose others in the calendar.",
  unauthenticated: "You are signed out. Sign in again, then go on here.",
  idempotency_mismatch: "This was sent before with other words. Load the page again.",
};

export function saying(error: unknown): string {
  if (error instanceof Refusal) return WORDS[error.code] ?? (withDates(error.message) || error.toProblem().title);
  if (error instanceof Unreachable) return "There is no answer from the service. Look at your connection and try again: nothing is done twice.";
  return "Something went wrong on this page. Load it again.";
}

/** Where the contract has no words of its own, the schema library's are replaced. */
function issueWords(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_small") return issue.origin === "string" ? (issue.minimum === 1 ? "This is needed" : `${issue.minimum} characters or more`) : `${issue.minimum} or more`;
  if (issue.code === "too_big") return issue.origin === "string" ? `${issue.maximum} characters at most` : `${issue.maximum} at most`;
  return issue.code === "invalid_type" ? "Write a number" : sentence(issue.message);
}

/** What is wrong with each field, by its path without `body.`: `rules.minNights`. */
export function fieldProblems(error: unknown): Record<string, string> {
  if (error instanceof z.ZodError) return Object.fromEntries(error.issues.map((issue) => [issue.path.join("."), issueWords(issue)]));
  const fields = error instanceof Refusal ? z.array(FieldProblem).safeParse(error.more["fields"]) : undefined;
  if (!fields?.success) return {};
  return Object.fromEntries(fields.data.map(({ field, problem }) => [field.replace(/^body\./, ""), sentence(problem)]));
}
