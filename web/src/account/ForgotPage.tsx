import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Link } from "wouter";
import { Login } from "../../../shared/contract/user.ts";
import { Field } from "../parts/Field.tsx";
import { Page } from "../parts/Page.tsx";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { rest } from "../service.ts";
import { MailboxHint } from "./MailboxHint.tsx";

export function ForgotPage() {
  const forgot = useMutation({
    mutationFn: async (form: FormData) => {
      const body = Login.pick({ email: true }).parse(Object.fromEntries(form));
      await rest.call("forgot", { body });
      return body.email;
    },
  });
  useFocusWrong(forgot.error);
  if (forgot.data !== undefined) return <AskedPage key="asked" email={forgot.data} again={forgot.reset} />;
  const problems = fieldProblems(forgot.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!forgot.isPending) forgot.mutate(new FormData(event.currentTarget));
  };
  return (
    <Page title="Forgot your password?" className="narrow">
      <p className="lead">Tell us the address of your account, and we send a letter with a link to choose a new password.</p>
      <form className="card form" onSubmit={submit} noValidate>
        <Field label="Email" name="email" type="email" autoComplete="username" required problem={problems["email"] && "Write an address like you@example.org"} />
        {forgot.error && !problems["email"] && <Trouble error={forgot.error} />}
        <button type="submit" className="button" aria-disabled={forgot.isPending}>{forgot.isPending ? "One moment …" : "Send the letter"}</button>
      </form>
      <p>Remembered it? <Link href="/sign-in">Sign in</Link></p>
    </Page>
  );
}

/** The same whether there is such an account or not: who has one is nobody else's business. */
function AskedPage({ email, again }: { email: string; again: () => void }) {
  return (
    <Page title="Look into your mailbox" className="narrow">
      <div className="card form">
        <p>If there is an account with the address <strong className="address">{email}</strong>, a letter is on its way to it. Follow its link within an hour to choose a new password.</p>
        <MailboxHint email={email} />
        <p>No letter after some minutes? Look among those your mail program takes for advertising, or <button type="button" className="plain" onClick={again}>try another address</button>.</p>
      </div>
      <p><Link href="/sign-in">Back to sign-in</Link></p>
    </Page>
  );
}
