import { type ReactNode, useEffect } from "react";
import { Link } from "wouter";
import { useHostAlerts } from "../host/useHostAlerts.ts";
import { Announcer } from "../parts/announce.tsx";
import { live, session } from "../service.ts";
import { useStore } from "../useStore.ts";
import { WishNews } from "../wishes/WishNews.tsx";
import { Menu } from "./Menu.tsx";

/** What surrounds every page. A guest's bookings and a host's alerts are followed on all of them. */
export function Shell({ children }: { children: ReactNode }) {
  const state = useStore(session);
  const roles = state.status === "signed-in" ? state.user.roles : [];
  const isGuest = roles.includes("guest");
  const isHost = roles.includes("host");
  useEffect(() => (isGuest ? live.stays.follow() : undefined), [isGuest]);
  useHostAlerts(isHost);
  return (
    <>
      <a href="#main" className="skip">To the content</a>
      <header className="shell">
        <div className="shell-in">
          <Link href="/" className="sign" aria-label="Vacancy, search for a stay">
            <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
              <path d="M5 29V14a11 11 0 0 1 22 0v15z" fill="#ffd257" />
              <path d="M16 3v26M5 16h22" stroke="#1b1f4b" strokeWidth="2.4" />
            </svg>
            <span>Vacancy</span>
          </Link>
          <Menu />
        </div>
      </header>
      {isGuest && <WishNews />}
      {children}
      <footer className="foot">
        <p>Vacancy shows each night taken, held or freed the moment it happens. Times of arrival and departure are the property’s own.</p>
      </footer>
      <Announcer />
    </>
  );
}
