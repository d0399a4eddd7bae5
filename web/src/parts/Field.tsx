import { type ComponentProps, useId } from "react";

interface Labelled {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
}

/** A text field with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, problem, className = "", ...input }: Labelled & ComponentProps<"input">) {
  const id = useId();
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <input id={id} {...input} {...describedBy(id, hint, problem)} />
      <Below id={id} hint={hint} problem={problem} />
    </div>
  );
}

export function Area({ label, hint, problem, className = "", ...area }: Labelled & ComponentProps<"textarea">) {
  const id = useId();
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <textarea id={id} rows={4} {...area} {...describedBy(id, hint, problem)} />
      <Below id={id} hint={hint} problem={problem} />
    </div>
  );
}

export function Select({ label, hint, problem, className = "", children, ...select }: Labelled & ComponentProps<"select">) {
  const id = useId();
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <select id={id} {...select} {...describedBy(id, hint, problem)}>{children}</select>
      <Below id={id} hint={hint} problem={problem} />
    </div>
  );
}

function describedBy(id: string, hint: string | undefined, problem: string | undefined) {
  const ids = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return { ...(ids && { "aria-describedby": ids }), ...(problem && { "aria-invalid": true }) };
}

function Below({ id, hint, problem }: { id: string; hint: string | undefined; problem: string | undefined }) {
  return (
    <>
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {problem && <p className="problem" id={`${id}-problem`}>{problem}</p>}
    </>
  );
}
