import { useState } from "react";
import { Login } from "../../../shared/contract/user.ts";
import { announce } from "../parts/announce.tsx";
import { Field } from "../parts/Field.tsx";
import { rest } from "../service.ts";
import { FormDialog, type Problems } from "./FormDialog.tsx";
import { MailboxHint } from "./MailboxHint.tsx";
import { Part } from "./Part.tsx";
import { knownPasswordWords } from "./passwordWords.ts";

const emailFields = (problems: Problems) => (
  <>
    <Field label="New email" name="email" type="email" autoComplete="email" required problem={problems["email"] && "Write an address like you@example.org"} />
    <Field label="Your password" name="password" type="password" autoComplete="current-password" required problem={knownPasswordWords(problems["password"])} />
  </>
);

export function EmailPart({ email }: { email: string }) {
  const [isChanging, setChanging] = useState(false);
  const [sentTo, setSentTo] = useState<string>();
  async function ask(form: FormData): Promise<void> {
    const body = Login.parse(Object.fromEntries(form));
    await rest.call("changeEmail", { body });
    setSentTo(body.email);
    announce(`A letter was sent to ${body.email}`);
  }
  return (
    <Part title="My address" says="You sign in with it, and our letters go there.">
      <p className="address"><strong>{email}</strong></p>
      {sentTo && sentTo !== email && (
        <div className="notice lamp">
          <p>We have sent a letter to <strong className="address">{sentTo}</strong>. Open its link within a day to use that address; until then this one stays. You are then signed out everywhere, and sign in with the new one.</p>
          <MailboxHint email={sentTo} />
        </div>
      )}
      <div><button type="button" className="button quiet" onClick={() => setChanging(true)}>Change address</button></div>
      {isChanging && (
        <FormDialog
          title="Change your address"
          button="Send the letter"
          act={ask}
          onClose={() => setChanging(false)}
          fields={emailFields}
        >
          <p>We send a letter to the new address. It takes the place of the old one when you open the link in it.</p>
        </FormDialog>
      )}
    </Part>
  );
}
