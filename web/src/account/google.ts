/** The way over Google's page and back. This browser remembers that it went: what it brings back, no script can see. */
import type { SignInProblem } from "../../../shared/contract/routes/accounts.ts";

const KEY = "vacancy:at-google";

export const googlePath = (next: string) => `/api/auth/google?next=${encodeURIComponent(next)}`;

export function rememberGoogle(): void {
  try {
    sessionStorage.setItem(KEY, "1");
  } catch {
    // Then one signs in a second time.
  }
}

/** Whether this tab may have been signed in at Google; told once. */
export function cameFromGoogle(): boolean {
  try {
    const went = sessionStorage.getItem(KEY) !== null;
    sessionStorage.removeItem(KEY);
    return went;
  } catch {
    return false;
  }
}

export const PROBLEMS: Record<SignInProblem, string> = {
  "google-cancelled": "You did not agree at Google, so you are not signed in. Sign in with your password, or try again.",
  "google-expired": "Signing in with Google took too long, or was begun elsewhere. Try again.",
  "google-unavailable": "Google does not answer just now. Try again later, or sign in with your password.",
  "google-refused": "What Google answered does not fit. Try again.",
  "google-unverified": "Google has not verified your address. Verify it there, or register here.",
  "google-password-first": "There is an account with this address already. Sign in with its password.",
  suspended: "This account is suspended; write to support",
  deleted: "This account has been deleted",
};
