/** What went wrong, in words for the person who asked. */
import { Unreachable } from "../../../shared/contract/client/send.ts";
import { FieldProblem, Refusal } from "../../../shared/contract/errors.ts";
import { z } from "zod";

export function saying(error: unknown): string {
  if (error instanceof Refusal) return error.message || error.toProblem().title;
  if (error instanceof Unreachable) return "There is no answer from the service. Look at your connection and try again: nothing is done twice.";
  return "Something went wrong on this page. Load it again.";
}

/** Where the contract has no words of its own, the schema library's are replaced. */
function issueWords(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_small") return issue.origin === "string" ? (issue.minimum === 1 ? "This is needed" : `${issue.minimum} characters or more`) : `${issue.minimum} or more`;
  if (issue.code === "too_big") return issue.origin === "string" ? `${issue.maximum} characters at most` : `${issue.maximum} at most`;
  return issue.code === "invalid_type" ? "Write a number" : issue.message;
}

/** What is wrong with each field, by its path without `body.`: `rules.minNights`. */
export function fieldProblems(error: unknown): Record<string, string> {
  if (error instanceof z.ZodError) return Object.fromEntries(error.issues.map((issue) => [issue.path.join("."), issueWords(issue)]));
  const fields = error instanceof Refusal ? z.array(FieldProblem).safeParse(error.more["fields"]) : undefined;
  if (!fields?.success) return {};
  return Object.fromEntries(fields.data.map(({ field, problem }) => [field.replace(/^body\./, ""), problem]));
}
