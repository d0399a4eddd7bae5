import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { Dialog } from "../parts/Dialog.tsx";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";

/** What is wrong with each field, by its name. */
export type Problems = Record<string, string>;

interface Props {
  title: string;
  button: string;
  isDangerous?: boolean;
  /** Does it with what was typed; the dialog closes when it is done. */
  act: (form: FormData) => Promise<unknown>;
  onClose: () => void;
  /** What stands above the fields. */
  children?: ReactNode;
  fields: (problems: Problems) => ReactNode;
}

/** A form about the account, in a dialog. */
export function FormDialog({ title, button, isDangerous = false, act, onClose, children, fields }: Props) {
  const doing = useMutation({ mutationFn: act, onSuccess: onClose });
  useFocusWrong(doing.error);
  const problems = fieldProblems(doing.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!doing.isPending) doing.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {children}
        {fields(problems)}
        {doing.error && Object.keys(problems).length === 0 && <Trouble error={doing.error} />}
        <div className="row">
          <button type="submit" className={isDangerous ? "button danger" : "button"} aria-disabled={doing.isPending}>{doing.isPending ? "One moment …" : button}</button>
          <button type="button" className="button quiet" onClick={onClose}>Close</button>
        </div>
      </form>
    </Dialog>
  );
}
