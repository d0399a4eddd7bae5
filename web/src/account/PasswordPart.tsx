import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { accountRoutes } from "../../../shared/contract/routes/accounts.ts";
import { announce } from "../parts/announce.tsx";
import { Field } from "../parts/Field.tsx";
import { session } from "../service.ts";
import { DEVICES } from "./Devices.tsx";
import { FormDialog, type Problems } from "./FormDialog.tsx";
import { Part } from "./Part.tsx";
import { knownPasswordWords, newPasswordWords } from "./passwordWords.ts";

const CHANGED = "Your password is changed. Every other device is signed out; this one goes on.";

const passwordFields = (problems: Problems) => (
  <>
    <Field label="Password until now" name="current" type="password" autoComplete="current-password" required problem={knownPasswordWords(problems["current"])} />
    <Field label="New password" name="password" type="password" autoComplete="new-password" required hint={problems["password"] ? undefined : "10 characters or more"} problem={newPasswordWords(problems["password"])} />
  </>
);

/** @param email for password managers, which keep a password by it */
export function PasswordPart({ email }: { email: string | undefined }) {
  const queries = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const [isChanged, setChanged] = useState(false);
  async function change(form: FormData): Promise<void> {
    const { current, password } = Object.fromEntries(form);
    await session.changePassword(accountRoutes.changePassword.body.parse({ current, password }));
    setChanged(true);
    announce(CHANGED);
    await queries.invalidateQueries({ queryKey: DEVICES });
  }
  return (
    <Part title="My password" says="10 characters or more. A few words that only you put together are easy to keep in mind.">
      {isChanged && <p className="notice good">{CHANGED}</p>}
      <div><button type="button" className="button quiet" onClick={() => setChanging(true)}>Change password</button></div>
      <p className="soft small">Forgotten, or never chosen because you sign in with Google? <Link href="/forgot">Choose one by letter</Link>. The other changes here ask for it, too.</p>
      {isChanging && (
        <FormDialog
          title="Change your password"
          button="Change it"
          act={change}
          onClose={() => setChanging(false)}
          fields={passwordFields}
        >
          <input type="text" name="email" autoComplete="username" defaultValue={email} readOnly hidden />
          <p>Every other device is then signed out; this one goes on.</p>
        </FormDialog>
      )}
    </Part>
  );
}
