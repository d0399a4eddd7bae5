import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "wouter";

let firstPage = true;

/** A page's frame: names the document, and moves the focus to the heading when one page follows another. */
export function Page({ title, heading, banner, waiting = false, className = "", children }: { title: string; heading?: ReactNode; banner?: ReactNode; waiting?: boolean; className?: string; children?: ReactNode }) {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === "Vacancy" ? title : `${title} · Vacancy`;
  }, [title]);
  useEffect(() => {
    if (waiting) return;
    if (!firstPage) {
      window.scrollTo(0, 0);
      top.current?.focus({ preventScroll: true });
    }
    firstPage = false;
  }, [waiting]);
  const h1 = <h1 ref={top} tabIndex={-1} className={waiting ? "unseen" : ""}>{heading ?? title}</h1>;
  return (
    <main id="main" className={`page ${className}`} aria-busy={waiting}>
      {banner ? <div className="banner">{banner}{h1}</div> : h1}
      {waiting ? <p className="waiting" role="status">Loading …</p> : children}
    </main>
  );
}

export function NotFoundPage() {
  return (
    <Page title="There is nothing here">
      <p className="lead">The address may be old, or mistyped.</p>
      <p><Link href="/" className="button">Search for a stay</Link></p>
    </Page>
  );
}
