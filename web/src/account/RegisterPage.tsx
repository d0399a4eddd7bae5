import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Link, useSearchParams } from "wouter";
import { Registration } from "../../../shared/contract/user.ts";
import { Field } from "../parts/Field.tsx";
import { signInPath } from "../parts/Only.tsx";
import { Page } from "../parts/Page.tsx";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { rest } from "../service.ts";
import { GoogleButton } from "./GoogleButton.tsx";
import { MailboxHint } from "./MailboxHint.tsx";
import { rememberNext } from "./next.ts";
import { newPasswordWords } from "./passwordWords.ts";

export function RegisterPage() {
  const [search] = useSearchParams();
  const next = search.get("next") ?? "/";
  const register = useMutation({
    mutationFn: async (form: FormData) => {
      const body = Registration.parse(Object.fromEntries(form));
      await rest.call("register", { body });
      rememberNext(next);
      return body.email;
    },
  });
  useFocusWrong(register.error);
  if (register.data !== undefined) return <LetterSentPage key="sent" email={register.data} />;
  const problems = fieldProblems(register.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!register.isPending) register.mutate(new FormData(event.currentTarget));
  };
  return (
    <Page title="Register" className="narrow">
      <p className="lead">One account to book stays and, if you like, to host them.</p>
      <form className="card form" onSubmit={submit} noValidate>
        <Field label="Name" name="name" autoComplete="name" required maxLength={80} problem={problems["name"] && "Tell us your name"} />
        <Field label="Email" name="email" type="email" autoComplete="username" required problem={problems["email"] && "Write an address like you@example.org"} />
        <Field label="Password" name="password" type="password" autoComplete="new-password" required hint={problems["password"] ? undefined : "10 characters or more"} problem={newPasswordWords(problems["password"])} />
        {register.error && Object.keys(problems).length === 0 && <Trouble error={register.error} />}
        <button type="submit" className="button" aria-disabled={register.isPending}>{register.isPending ? "One moment …" : "Register"}</button>
        <GoogleButton next={next} />
      </form>
      <p>Have an account already? <Link href={signInPath(next)}>Sign in</Link></p>
    </Page>
  );
}

function LetterSentPage({ email }: { email: string }) {
  return (
    <Page title="Look into your mailbox" className="narrow">
      <div className="card prose">
        <p>We have sent a letter to <strong>{email}</strong>. Open the link in it, and your account is ready.</p>
        <MailboxHint email={email} />
      </div>
    </Page>
  );
}
