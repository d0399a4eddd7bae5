import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "wouter";
import { useUnread } from "../host/alertRows.ts";

let firstPage = true;

const heading = () => document.querySelector<HTMLElement>("main h1");

/** Where the focus goes when what had it is gone. */
export function focusHeading(): void {
  heading()?.focus({ preventScroll: true });
}

interface Props {
  title: string;
  heading?: ReactNode;
  banner?: ReactNode;
  waiting?: boolean;
  className?: string;
  children?: ReactNode;
}

/** A page's frame: names the document, and moves the focus to the heading when one page follows another. */
export function Page({ title, heading: shown, banner, waiting = false, className = "", children }: Props) {
  const unread = useUnread();
  useEffect(() => {
    document.title = `${unread ? `(${unread}) ` : ""}${title === "Vacancy" ? title : `${title} · Vacancy`}`;
  }, [title, unread]);
  useEffect(() => {
    if (waiting) return;
    if (!firstPage) {
      window.scrollTo(0, 0);
      focusHeading();
    }
    firstPage = false;
  }, [waiting]);
  const h1 = <h1 tabIndex={-1} className={waiting ? "unseen" : ""}>{shown ?? title}</h1>;
  return (
    <main id="main" className={`page ${className}`} aria-busy={waiting}>
      {banner ? <div className="banner">{banner}{h1}</div> : h1}
      {waiting ? <p className="waiting" role="status">Loading …</p> : children}
    </main>
  );
}

/**
 * What one acted on can go with the action, or with what arrives: then the focus, and the sight, go to the heading,
 * which says what is so now.
 */
export function useHeadingAfter(state: string): void {
  const before = useRef(state);
  useEffect(() => {
    const isSame = before.current === state;
    before.current = state;
    // A dialog that closes may have led the focus there already.
    if (isSame || (document.activeElement !== document.body && document.activeElement !== heading())) return;
    focusHeading();
    const top = heading()?.getBoundingClientRect().top ?? 0;
    if (top < 0) window.scrollTo(0, 0);
  }, [state]);
}

export function NotFoundPage({ also }: { also?: string }) {
  return (
    <Page title="There is nothing here">
      <p className="lead">The address may be old, or mistyped{also && `, or ${also}`}.</p>
      <p><Link href="/" className="button">Search for a stay</Link></p>
    </Page>
  );
}
