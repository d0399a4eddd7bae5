import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Link, Redirect, useLocation, useSearchParams } from "wouter";
import { Refusal } from "../../../shared/contract/errors.ts";
import { SignInProblem } from "../../../shared/contract/routes/accounts.ts";
import { Login } from "../../../shared/contract/user.ts";
import { Field } from "../parts/Field.tsx";
import { Page } from "../parts/Page.tsx";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { session } from "../service.ts";
import { GoogleButton } from "./GoogleButton.tsx";
import { PROBLEMS } from "./google.ts";
import { recallNext, rememberNext } from "./next.ts";
import { useStore } from "../useStore.ts";

/** Only a path of this page: an address from outside is never followed. */
function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}

export function SignInPage() {
  const state = useStore(session);
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const next = safeNext(search.get("next") ?? recallNext());
  const signIn = useMutation({
    mutationFn: (form: FormData) => session.signIn(Login.parse(Object.fromEntries(form))),
    onSuccess: () => {
      rememberNext("/");
      go(next, { replace: true });
    },
  });
  useFocusWrong(signIn.error);
  if (state.status === "signed-in" && !signIn.isPending && !signIn.isSuccess) return <Redirect to={next} replace />;
  const problems = fieldProblems(signIn.error);
  const fromGoogle = SignInProblem.safeParse(search.get("problem"));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate(new FormData(event.currentTarget));
  };
  return (
    <Page title="Sign in" className="narrow">
      {state.status === "signed-out" && state.ended && <p className="notice lamp">You have been signed out here: you did that in another tab or on another device, your password or address was changed, or our support did. Sign in to go on.</p>}
      {fromGoogle.success && <Trouble error={null}><p>{PROBLEMS[fromGoogle.data]}</p></Trouble>}
      {next.startsWith("/properties/") && <p className="lead">Then you go on with the stay you chose.</p>}
      <form className="card form" onSubmit={submit} noValidate>
        <Field label="Email" name="email" type="email" autoComplete="username" required problem={problems["email"] && "Write an address like you@example.org"} />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required problem={problems["password"] && "Type your password"} />
        {signIn.error && Object.keys(problems).length === 0 && (
          <Trouble error={signIn.error}>
            {signIn.error instanceof Refusal && signIn.error.code === "unauthenticated" ? <p>The email or the password is wrong, or the address is not verified yet: then open the link in the letter we sent.</p> : undefined}
          </Trouble>
        )}
        <button type="submit" className="button" aria-disabled={signIn.isPending}>{signIn.isPending ? "Signing in …" : "Sign in"}</button>
        <GoogleButton next={next} />
      </form>
      <p className="row spread"><span>New here? <Link href={`/register?next=${encodeURIComponent(next)}`}>Register</Link></span> <Link href="/forgot">Forgot your password?</Link></p>
    </Page>
  );
}
