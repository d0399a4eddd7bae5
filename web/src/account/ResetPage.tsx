import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Link, useSearchParams } from "wouter";
import { Registration } from "../../../shared/contract/user.ts";
import { Field } from "../parts/Field.tsx";
import { Page } from "../parts/Page.tsx";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { rest } from "../service.ts";
import { newPasswordWords } from "./passwordWords.ts";

/** The link of the letter leads here. */
export function ResetPage() {
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const reset = useMutation({
    mutationFn: async (form: FormData) => {
      const { password } = Registration.pick({ password: true }).parse(Object.fromEntries(form));
      await rest.call("reset", { body: { token, password } });
    },
  });
  useFocusWrong(reset.error);
  const problems = fieldProblems(reset.error);
  if (reset.isSuccess)
    return (
      <Page key="done" title="Your new password holds" className="narrow">
        <p className="lead">Every device has been signed out. Sign in with the new password to go on.</p>
        <p><Link href="/sign-in" className="button">Sign in</Link></p>
      </Page>
    );
  if (token === "" || problems["token"])
    return (
      <Page key="failed" title="This link does not work" className="narrow">
        <p className="lead">{token === "" ? "The address in the letter is longer: open it as a whole." : "A link works once, for an hour, and only until the password is changed. Ask for a new letter."}</p>
        <p><Link href="/forgot" className="button">Ask for a new letter</Link></p>
      </Page>
    );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!reset.isPending) reset.mutate(new FormData(event.currentTarget));
  };
  return (
    <Page key="choose" title="Choose a new password" className="narrow">
      <p className="lead">Every device is then signed out, this one too.</p>
      <form className="card form" onSubmit={submit} noValidate>
        <Field label="New password" name="password" type="password" autoComplete="new-password" required hint={problems["password"] ? undefined : "10 characters or more"} problem={newPasswordWords(problems["password"])} />
        {reset.error && !problems["password"] && <Trouble error={reset.error} />}
        <button type="submit" className="button" aria-disabled={reset.isPending}>{reset.isPending ? "One moment …" : "Set the password"}</button>
      </form>
    </Page>
  );
}
