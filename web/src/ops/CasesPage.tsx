import { useEffect, useRef, useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { Case } from "../../../shared/contract/case.ts";
import { announce } from "../parts/announce.tsx";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock } from "../service.ts";
import { CaseCard } from "./CaseCard.tsx";
import { kindWords } from "./caseWords.ts";
import { useCases } from "./useCases.ts";

export default function CasesPage() {
  const [search] = useSearchParams();
  const status = search.get("status") === "resolved" ? "resolved" : "open";
  return (
    <Page title="Cases" className="ops">
      <div className="row spread">
        <p className="lead">What a person has to see to.</p>
        <nav className="tabs" aria-label="Which cases">
          <Link href="/ops/cases" aria-current={status === "open" ? "true" : undefined}>Open</Link>
          <Link href="/ops/cases?status=resolved" aria-current={status === "resolved" ? "true" : undefined}>Resolved</Link>
        </nav>
      </div>
      <List key={status} status={status} />
      <ConnectionNotice of="/ops" />
    </Page>
  );
}

function List({ status }: { status: Case["status"] }) {
  const [since] = useState(clock.now);
  const { items, isRead, error, again, more } = useCases({ status });
  useTellNew(items, isRead && status === "open");
  return (
    <section className="cases" aria-labelledby="cases-title">
      <h2 id="cases-title" className="unseen">{status === "open" ? "Open" : "Resolved"}</h2>
      <Trouble error={error} again={again} />
      {!isRead && !error && <p className="waiting" role="status">Loading …</p>}
      {isRead && items.length === 0 && <p className="empty">{status === "open" ? "No case is open. One that comes appears here at once." : "Nothing has been resolved yet."}</p>}
      <ul className="case-list" role="list" aria-label={status === "open" ? "Open cases" : "Resolved cases"}>{items.map((found) => <CaseCard key={found.id} found={found} since={since} />)}</ul>
      {more && <p className="more"><button type="button" className="button quiet" onClick={more}>Show more</button></p>}
    </section>
  );
}

/** A case that opens while one looks is also said. */
function useTellNew(items: readonly Case[], isOn: boolean): void {
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (!isOn) return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...items.map(({ id }) => id)]);
    const fresh = before ? items.filter(({ id }) => !before.has(id)) : [];
    if (fresh[0]) announce(`A new case: ${kindWords(fresh[0].kind).title}`);
  }, [items, isOn]);
}
