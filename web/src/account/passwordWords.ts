/** What is wrong with a password, in words for who typed it. */

/** @param problem of a password that is to be a new one */
export function newPasswordWords(problem: string | undefined): string | undefined {
  if (problem === undefined) return undefined;
  if (/^\d+ characters/.test(problem)) return "10 characters or more, 200 at most";
  // The service says what it is, of the field: “Is one of the most common …”.
  return `This password ${problem.charAt(0).toLowerCase()}${problem.slice(1)}`;
}

/** @param problem of a password that is asked for once more */
export function knownPasswordWords(problem: string | undefined): string | undefined {
  if (problem === undefined) return undefined;
  return /is not your password/i.test(problem) ? "This is not your password" : "Type your password";
}
