import { type ReactNode, useId } from "react";

/** One part of the account: what it is about beside what can be done. */
export function Part({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="card account-part" aria-labelledby={id}>
      <div className="account-about">
        <h2 id={id}>{title}</h2>
        <p className="soft small">{says}</p>
      </div>
      <div className="account-does">{children}</div>
    </section>
  );
}
