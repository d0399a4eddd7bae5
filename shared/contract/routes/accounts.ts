import { z } from "zod";
import { Done } from "../ids.ts";
import { Email, Export, LoggedIn, Login, Me, MeChange, Password, Registration, Session } from "../user.ts";
import { byId, type Route } from "./route.ts";

/** As at login: what was once a password may be shorter than one is now. */
const KnownPassword = Login.shape.password;
const Token = z.string().max(2000).meta({ description: "From the letter" });

/** Why signing in with Google came to nothing: the `problem` in the address of the page that it leads back to. */
export const SignInProblem = z.enum([
  /** The person did not agree at Google. */
  "google-cancelled",
  /** It took more than ten minutes, was begun in another browser, or was done already: begin again. */
  "google-expired",
  /** Google, or we, can't answer just now: try again later. */
  "google-unavailable",
  /** What Google answered does not fit what was asked: begin again. */
  "google-refused",
  /** Google has not verified the person's address, or doesn't say it. */
  "google-unverified",
  /** There is an account with this address that Google can't vouch for: sign in with its password. */
  "google-password-first",
  "suspended",
  "deleted",
]);
export type SignInProblem = z.infer<typeof SignInProblem>;

export const accountRoutes = {
  register: {
    method: "post", path: "/auth/register", status: 202,
    summary: "Register; a letter asks to verify the address. Answers the same whether the address is known or not",
    body: Registration, answer: Done,
  },
  verifyEmail: {
    method: "post", path: "/auth/verify-email", status: 200,
    summary: "Verify the address, also a new one, with the token from the letter",
    body: z.strictObject({ token: Token }), answer: Done,
  },
  forgot: {
    method: "post", path: "/auth/forgot", status: 202,
    summary: "Ask for a letter to choose a new password. Answers the same whether there is such an account or not",
    body: z.strictObject({ email: Email }), answer: Done,
  },
  reset: {
    method: "post", path: "/auth/reset", status: 200, summary: "Choose a new password with the token from the letter; every device is signed out",
    body: z.strictObject({ token: Token, password: Password }), answer: Done,
  },
  login: { method: "post", path: "/auth/login", status: 200, summary: "Sign in", body: Login, answer: LoggedIn },
  refresh: { method: "post", path: "/auth/refresh", status: 200, summary: "A new access token for the refresh cookie", answer: LoggedIn },
  signInWays: {
    method: "get", path: "/auth/ways", status: 200,
    summary: "How a person can sign in beside a password. Where `google` is true, a browser is sent to `/api/auth/google?next=/path`, and comes back to that path signed in, or to `/sign-in?problem=…`",
    answer: z.object({ google: z.boolean() }).meta({ id: "SignInWays" }),
  },
  logout: { method: "post", path: "/auth/logout", status: 200, summary: "End this session", answer: Done },

  me: { method: "get", path: "/me", status: 200, summary: "Who I am", answer: Me },
  changeMe: { method: "patch", path: "/me", status: 200, summary: "Change my name, the language of my letters, or which letters I get", body: MeChange, answer: Me },
  changePassword: {
    method: "post", path: "/me/password", status: 200, summary: "Choose another password; every other device is signed out, this one goes on with the answer",
    body: z.strictObject({ current: KnownPassword, password: Password }), answer: LoggedIn,
  },
  changeEmail: {
    method: "post", path: "/me/email", status: 202, summary: "Use another address, once it is verified by the letter sent there. Answers the same whether it is another's or not",
    body: z.strictObject({ email: Email, password: KnownPassword }), answer: Done,
  },
  sessions: { method: "get", path: "/me/sessions", status: 200, summary: "My devices that are signed in", answer: z.object({ items: z.array(Session) }).meta({ id: "Sessions" }) },
  endSession: { method: "delete", path: "/me/sessions/:id", status: 200, summary: "Sign a device out", params: byId, answer: Done },
  endSessions: { method: "delete", path: "/me/sessions", status: 200, summary: "Sign out everywhere, here too", answer: Done },
  exportMe: { method: "get", path: "/me/export", status: 200, summary: "All that is kept of me", answer: Export },
  deleteMe: {
    method: "delete", path: "/me", status: 200, summary: "Delete my account; bookings are kept for accounting, without me",
    body: z.strictObject({ password: KnownPassword }), answer: Done,
  },
  becomeHost: { method: "post", path: "/me/host", status: 200, summary: "Become a host; sign in again or refresh for the role", answer: Me, idempotent: true },
} as const satisfies Record<string, Route>;
