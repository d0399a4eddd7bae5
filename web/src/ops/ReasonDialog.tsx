/** Something that support does, with the reason that is kept with it. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { Dialog } from "../parts/Dialog.tsx";
import { Area } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";

interface Props {
  title: string;
  label: string;
  hint: string;
  button: string;
  /** What is done; the dialog closes when it is. */
  act: (reason: string) => Promise<unknown>;
  onClose: () => void;
  children?: ReactNode;
}

export function ReasonDialog({ title, label, hint, button, act, onClose, children }: Props) {
  const [problem, setProblem] = useState<string>();
  const doing = useMutation({ mutationFn: act, onSuccess: onClose });
  useFocusWrong(problem);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = formText(new FormData(event.currentTarget), "reason");
    setProblem(reason.length < 3 ? "Three letters or more" : undefined);
    if (reason.length >= 3 && !doing.isPending) doing.mutate(reason);
  }
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <form className="form" onSubmit={submit} noValidate>
        <Area label={label} name="reason" rows={3} maxLength={500} hint={hint} problem={problem} />
        <Trouble error={doing.error} />
        <div className="row">
          <button type="submit" className="button" aria-disabled={doing.isPending}>{button}</button>
          <button type="button" className="button quiet" onClick={onClose}>Close</button>
        </div>
      </form>
    </Dialog>
  );
}
