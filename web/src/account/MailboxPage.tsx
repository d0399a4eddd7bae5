import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Link, useSearchParams } from "wouter";
import { Field } from "../parts/Field.tsx";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { dayAndTime } from "../words.ts";
import { formText } from "../parts/formText.ts";
import { UNSUBSCRIBE_LINK } from "./UnsubscribePage.tsx";

/** The letters of a service that runs on this machine alone. */
export function MailboxPage() {
  const [search, setSearch] = useSearchParams();
  const to = search.get("to") ?? "";
  const letters = useQuery({
    queryKey: ["mailbox", to],
    queryFn: () => rest.call("sandboxMailbox", { query: to ? { to } : {} }),
    refetchInterval: 3_000,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = formText(new FormData(event.currentTarget), "to");
    setSearch(typed ? { to: typed } : {});
  };
  return (
    <Page title="Mailbox">
      <p className="lead">This service runs on your machine without a mail server: its letters land here.</p>
      <form className="inline-form" onSubmit={submit}>
        <Field label="Letters to" name="to" type="email" defaultValue={to} placeholder="everyone" />
        <button type="submit" className="button quiet">Show</button>
      </form>
      <Trouble error={letters.error} />
      {letters.data?.items.length === 0 && <p className="empty">No letters{to && ` to ${to}`} yet. New ones appear by themselves.</p>}
      <ol className="letters" role="list">
        {letters.data?.items.map((letter) => (
          <li key={letter.id} className="card">
            <h2>{letter.subject}</h2>
            <p className="soft">To {letter.to} · {dayAndTime(letter.at)}</p>
            <p className="letter"><WithLinks text={letter.text} /></p>
          </li>
        ))}
      </ol>
    </Page>
  );
}

/** A token is long, and nobody reads it. */
const MOST_SHOWN = 50;

/** A letter's links lead on within the page where they are this service's, whatever host it was told it has. */
function WithLinks({ text }: { text: string }) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, at) => {
    if (at % 2 === 0) return part;
    const url = URL.canParse(part) ? new URL(part) : undefined;
    if (url?.pathname === UNSUBSCRIBE_LINK) url.pathname = "/unsubscribe";
    return url && /^\/(verify-email|unsubscribe|reset|forgot|stays|host|properties|$)/.test(url.pathname) ? <Link key={at} href={url.pathname + url.search} title={part}>{part.length > MOST_SHOWN ? `${part.slice(0, MOST_SHOWN)} …` : part}</Link> : part;
  });
}
