import { useState } from "react";
import { useLocation } from "wouter";
import { z } from "zod";
import { Login } from "../../../shared/contract/user.ts";
import { Field } from "../parts/Field.tsx";
import { session } from "../service.ts";
import { FormDialog, type Problems } from "./FormDialog.tsx";
import { Part } from "./Part.tsx";
import { knownPasswordWords } from "./passwordWords.ts";

const WORD = "delete";
const Confirmed = z.object({ password: Login.shape.password, confirmation: z.string().refine((typed) => typed.trim().toLowerCase() === WORD, `Type the word ${WORD}`) });

const deleteFields = (problems: Problems) => (
  <>
    <Field label="Your password" name="password" type="password" autoComplete="current-password" required problem={knownPasswordWords(problems["password"])} />
    <Field label={`Type “${WORD}” to confirm`} name="confirmation" autoComplete="off" autoCapitalize="none" spellCheck={false} required problem={problems["confirmation"]} />
  </>
);

export function DeletePart() {
  const [, go] = useLocation();
  const [isAsked, setAsked] = useState(false);
  async function remove(form: FormData): Promise<void> {
    const { password } = Confirmed.parse(Object.fromEntries(form));
    await session.leave("deleteMe", { body: { password } });
    go("/account/deleted", { replace: true });
  }
  return (
    <Part title="Delete my account" says="For good. Possible when no stay or refund is under way and none of your properties is listed.">
      <div><button type="button" className="button danger" onClick={() => setAsked(true)}>Delete my account</button></div>
      {isAsked && (
        <FormDialog
          title="Delete your account?"
          button="Delete for good"
          isDangerous
          act={remove}
          onClose={() => setAsked(false)}
          fields={deleteFields}
        >
          <ul className="bullets">
            <li>Your name, address and password are deleted, and every device is signed out.</li>
            <li>Past stays and payments are kept for accounting, without your name.</li>
            <li>This can’t be undone. You can register anew with the same address.</li>
          </ul>
        </FormDialog>
      )}
    </Part>
  );
}
