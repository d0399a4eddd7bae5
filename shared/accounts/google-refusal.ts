import type { SignInProblem } from "../contract/routes/accounts.ts";

/** Signing in with Google came to nothing. It ends on a page, so it has a code of its own and is no problem of REST. */
export class GoogleRefusal extends Error {
  override readonly name = "GoogleRefusal";
  readonly problem: SignInProblem;

  constructor(problem: SignInProblem, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}
