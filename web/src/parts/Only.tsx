import type { ReactNode } from "react";
import { Link, Redirect, useLocation, useSearch } from "wouter";
import type { Role } from "../../../shared/contract/user.ts";
import { BecomeHostPage } from "../host/BecomeHostPage.tsx";
import { session } from "../service.ts";
import { useStore } from "../useStore.ts";
import { Page } from "./Page.tsx";

/** Where to go on after signing in. */
export const signInPath = (next: string) => `/sign-in?next=${encodeURIComponent(next)}`;

/** What only persons of a role may see. */
export function Only({ roles, children }: { roles: readonly Role[]; children: ReactNode }) {
  const state = useStore(session);
  const [path] = useLocation();
  const query = useSearch();
  if (state.status === "unknown") return <Page title="Loading" waiting />;
  if (state.status === "signed-out") return <Redirect to={signInPath(query ? `${path}?${query}` : path)} replace />;
  if (roles.some((role) => state.user.roles.includes(role))) return children;
  if (roles.includes("host")) return <BecomeHostPage />;
  return (
    <Page title="Not for this account">
      <p className="lead">You are signed in as {state.user.name}. This page is for {roles.includes("support") ? "our support" : "guests"}: sign in with another account to see it.</p>
      <p><Link href="/" className="button">Search for a stay</Link></p>
    </Page>
  );
}
