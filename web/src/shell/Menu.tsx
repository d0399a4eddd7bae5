import "../style/me.css";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import type { Role } from "../../../shared/contract/user.ts";
import { useUnread } from "../host/alertRows.ts";
import { useCases } from "../ops/useCases.ts";
import { announce } from "../parts/announce.tsx";
import { saying } from "../parts/saying.ts";
import { session } from "../service.ts";
import { useStore } from "../useStore.ts";

interface Entry {
  href: string;
  label: string;
  role?: readonly Role[];
  without?: Role;
}

const SUPPORT: readonly Role[] = ["support", "admin"];

const ENTRIES: Entry[] = [
  { href: "/stays", label: "My stays", role: ["guest"] },
  { href: "/host", label: "Alerts", role: ["host"] },
  { href: "/host/calendar", label: "Calendar", role: ["host"] },
  { href: "/host/properties", label: "Properties", role: ["host"] },
  { href: "/host/earnings", label: "Earnings", role: ["host"] },
  { href: "/ops", label: "Support", role: SUPPORT },
  { href: "/ops/cases", label: "Cases", role: SUPPORT },
  { href: "/ops/users", label: "People", role: SUPPORT },
  { href: "/ops/jobs", label: "Jobs", role: SUPPORT },
  { href: "/ops/health", label: "Health", role: SUPPORT },
  { href: "/host", label: "Host your place", role: ["guest"], without: "host" },
];

/** How addresses below an entry begin, where not as its own: the host's calendar is no part of the alerts, nor are support's cases of its feed. */
const BELOW: Record<string, readonly string[]> = { "/host": [], "/host/properties": ["/host/properties/", "/host/webhooks"], "/ops": ["/ops/bookings/"] };

/** A stay belongs to “My stays”. */
const isWithin = (path: string, href: string) => (BELOW[href] ?? [`${href}/`]).some((start) => path.startsWith(start));

export function Menu() {
  const state = useStore(session);
  const [path] = useLocation();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(false), [path]);
  if (state.status === "unknown") return <div className="menu-space" />;
  const roles = state.status === "signed-in" ? state.user.roles : [];
  const entries = ENTRIES.filter(({ role, without }) => role?.some((one) => roles.includes(one)) && !(without && roles.includes(without)));
  return (
    <nav
      aria-label="Main"
      className="menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button ref={button} type="button" className="menu-button" aria-expanded={open} aria-controls="menu-list" onClick={() => setOpen(!open)}>
        Menu<Unread quiet />{roles.some((role) => SUPPORT.includes(role)) && <OpenCases quiet />}
      </button>
      <div id="menu-list" className="menu-list" data-open={open}>
        <Link href="/" aria-current={path === "/" ? "page" : undefined}>Search</Link>
        {entries.map(({ href, label }) => (
          <Link key={label} href={href} aria-current={path === href ? "page" : isWithin(path, href) ? "true" : undefined}>{label}{label === "Alerts" && <Unread />}{label === "Cases" && <OpenCases />}</Link>
        ))}
        {state.status === "signed-in" ? <SignedIn name={state.user.name} /> : (
          <>
            <Link href="/sign-in" aria-current={path === "/sign-in" ? "page" : undefined}>Sign in</Link>
            <Link href="/register" className="menu-first" aria-current={path === "/register" ? "page" : undefined}>Register</Link>
          </>
        )}
      </div>
    </nav>
  );
}

function Unread({ quiet = false }: { quiet?: boolean }) {
  return <Badge count={useUnread()} says={quiet ? undefined : "unread"} />;
}

/** Followed on every page, so that whoever is of support sees one come. */
function OpenCases({ quiet = false }: { quiet?: boolean }) {
  const { items, more } = useCases({ status: "open" });
  return <Badge count={more ? 100 : items.length} says={quiet ? undefined : "open"} />;
}

/** @param says what there is so much of; only for the eye where absent */
function Badge({ count, says }: { count: number; says: string | undefined }) {
  if (count === 0) return null;
  return <span className="badge" aria-hidden={says === undefined}>{count > 99 ? "99+" : count}{says && <span className="unseen"> {says}</span>}</span>;
}

function SignedIn({ name }: { name: string }) {
  const [path, go] = useLocation();
  const leave = useMutation({
    mutationFn: () => session.signOut(),
    onSuccess: () => {
      go("/");
      announce("You are signed out");
    },
    onError: (error) => announce(saying(error)),
  });
  return (
    <span className="me">
      <Link href="/account" className="me-link" title="My account" aria-current={path === "/account" ? "page" : undefined}><span className="unseen">My account: </span><span className="me-name">{name}</span></Link>
      <button type="button" className="menu-plain" aria-disabled={leave.isPending} onClick={() => leave.isPending || leave.mutate()}>Sign out</button>
    </span>
  );
}
