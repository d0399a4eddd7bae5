import "../style/jobs.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef } from "react";
import { Link, useSearchParams } from "wouter";
import { JobState } from "../../../shared/contract/job.ts";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Field, Select } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { wallTimeSeconds } from "../words.ts";
import { JobCard } from "./JobCard.tsx";
import { jobTitle, STATES } from "./jobWords.ts";

interface Wanted {
  state: JobState;
  name: string;
  q: string;
}

/** Milliseconds between two readings while one looks. */
const AGAIN = 10_000;

function useJobs(wanted: Wanted) {
  const { state, name, q } = wanted;
  return useInfiniteQuery({
    queryKey: ["ops-jobs", wanted],
    queryFn: ({ pageParam }) => rest.call("opsJobs", { query: { state, limit: 20, ...(name && { name }), ...(q && { q }), ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    refetchInterval: AGAIN,
  });
}

export default function JobsPage() {
  const [search, setSearch] = useSearchParams();
  const wanted: Wanted = { state: JobState.safeParse(search.get("state")).data ?? "failed", name: search.get("name") ?? "", q: search.get("q") ?? "" };
  const read = useJobs(wanted);
  const first = read.data?.pages[0];
  const paths = (state: JobState) => `/ops/jobs?${new URLSearchParams({ state, ...(wanted.name && { name: wanted.name }), ...(wanted.q && { q: wanted.q }) }).toString()}`;
  return (
    <Page title="Jobs" className="ops">
      <p className="lead">What workers do later.</p>
      <Find wanted={wanted} names={first?.names.map(({ name }) => name) ?? []} onWanted={(next) => setSearch({ state: next.state, ...(next.name && { name: next.name }), ...(next.q && { q: next.q }) })} />
      <div className="row spread jobs-head">
        <nav className="tabs" aria-label="Which jobs">
          {STATES.map(({ state, title }) => <Link key={state} href={paths(state)} aria-current={state === wanted.state ? "true" : undefined}>{title}{first && <span className="jobs-count"> {first.counts[state]}</span>}</Link>)}
        </nav>
        <p className="row soft small">
          {read.dataUpdatedAt > 0 && <span>As of {wallTimeSeconds(new Date(read.dataUpdatedAt).toISOString())}</span>}
          <button type="button" className="button quiet" aria-disabled={read.isFetching} onClick={() => read.isFetching || void read.refetch()}>Refresh</button>
        </p>
      </div>
      <List wanted={wanted} read={read} />
      <ConnectionNotice of="/ops" />
    </Page>
  );
}

function List({ wanted: { state }, read }: { wanted: Wanted; read: ReturnType<typeof useJobs> }) {
  const { title, says, none } = STATES.find((one) => one.state === state)!;
  const items = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="cases" aria-labelledby="jobs-title">
      <h2 id="jobs-title" className="unseen">{title}</h2>
      <Trouble error={read.error} again={() => void read.refetch()} />
      {!read.data && !read.error && <p className="waiting" role="status">Loading …</p>}
      {read.data && <p className="soft">{items.length === 0 ? none : says}</p>}
      <ul className={read.isPlaceholderData ? "job-list ageing" : "job-list"} role="list" aria-label={`${title} jobs`}>{items.map((job) => <JobCard key={job.id} job={job} onChanged={() => void read.refetch()} />)}</ul>
      {read.hasNextPage && <p className="more"><button type="button" className="button quiet" onClick={() => read.isFetchingNextPage || void read.fetchNextPage()}>Show more</button></p>}
    </section>
  );
}

function Find({ wanted, names, onWanted }: { wanted: Wanted; names: readonly string[]; onWanted: (wanted: Wanted) => void }) {
  const field = useRef<HTMLInputElement>(null);
  // A link can lead here with another search: the field follows.
  useEffect(() => {
    if (field.current) field.current.value = wanted.q;
  }, [wanted.q]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onWanted({ ...wanted, name: formText(form, "name"), q: formText(form, "q") });
  };
  // The one chosen stays to be seen where nothing of it is found.
  const shown = [...new Set([...names, ...(wanted.name ? [wanted.name] : [])])].sort();
  return (
    <form className="jobs-find" onSubmit={submit} role="search" aria-label="Find jobs">
      <Select label="Kind" name="name" value={wanted.name} onChange={(event) => event.target.form?.requestSubmit()}>
        <option value="">All</option>
        {shown.map((name) => <option key={name} value={name}>{jobTitle(name)}</option>)}
      </Select>
      <Field ref={field} label="Number of the job, booking, property or person" name="q" defaultValue={wanted.q} maxLength={200} autoComplete="off" spellCheck={false} />
      <button type="submit" className="button quiet">Find</button>
      {(wanted.q || wanted.name) && <Link href={`/ops/jobs?state=${wanted.state}`} className="jobs-all">Show all</Link>}
    </form>
  );
}
