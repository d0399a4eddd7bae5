import "../style/people.css";
import { type FormEvent, useEffect, useRef } from "react";
import { Link, useSearchParams } from "wouter";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Field } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { UserCard } from "./UserCard.tsx";
import { useUsers } from "./useUsers.ts";

export default function UsersPage() {
  const [search, setSearch] = useSearchParams();
  const q = search.get("q") ?? "";
  const field = useRef<HTMLInputElement>(null);
  // A link can lead here with another search: the field follows.
  useEffect(() => {
    if (field.current) field.current.value = q;
  }, [q]);
  const { items, isRead, error, again, more } = useUsers(q);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = formText(new FormData(event.currentTarget), "q");
    setSearch(typed ? { q: typed } : {});
  };
  return (
    <Page title="People" className="ops">
      <form className="inline-form" onSubmit={submit} role="search" aria-label="Find people">
        <Field ref={field} label="Name, email or number" name="q" defaultValue={q} maxLength={100} autoComplete="off" spellCheck={false} />
        <button type="submit" className="button quiet">Find</button>
        {q && <Link href="/ops/users" className="people-all">Show everybody</Link>}
      </form>
      <section className="people-found" aria-labelledby="people-title">
        <h2 id="people-title" className="unseen">{q ? "Found" : "Registered last"}</h2>
        <p className="soft small" role="status">{isRead ? saidOf(q, items.length, more !== undefined) : ""}</p>
        <Trouble error={error} again={again} />
        {!isRead && !error && <p className="waiting" role="status">Loading …</p>}
        <ul className="people" role="list" aria-label="People">{items.map((user) => <UserCard key={user.id} user={user} />)}</ul>
        {more && <p className="more"><button type="button" className="button quiet" onClick={more}>Show more</button></p>}
      </section>
      <ConnectionNotice of="/ops" />
    </Page>
  );
}

function saidOf(q: string, count: number, isMore: boolean): string {
  if (!q) return "Everybody, registered last first";
  if (count === 0) return `Nobody has the email or number “${q}”, or a name that begins so.`;
  return isMore ? `The first ${count}` : `${count} found`;
}
