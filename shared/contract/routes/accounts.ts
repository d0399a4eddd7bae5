import { z } from "zod";
import { Done } from "../ids.ts";
import { LoggedIn, Login, Me, Registration } from "../user.ts";
import type { Route } from "./route.ts";

export const accountRoutes = {
  register: {
    method: "post", path: "/auth/register", who: "anyone", status: 202,
    summary: "Register; a letter asks to verify the address. Answers the same whether the address is known or not",
    body: Registration, answer: Done,
  },
  verifyEmail: {
    method: "post", path: "/auth/verify-email", who: "anyone", status: 200,
    summary: "Verify the address with the token from the letter",
    body: z.strictObject({ token: z.string().max(2000) }), answer: Done,
  },
  login: { method: "post", path: "/auth/login", who: "anyone", status: 200, summary: "Sign in", body: Login, answer: LoggedIn },
  refresh: { method: "post", path: "/auth/refresh", who: "anyone", status: 200, summary: "A new access token for the refresh cookie", answer: LoggedIn },
  logout: { method: "post", path: "/auth/logout", who: "anyone", status: 200, summary: "End this session", answer: Done },

  me: { method: "get", path: "/me", who: "person", status: 200, summary: "Who I am", answer: Me },
  becomeHost: { method: "post", path: "/me/host", who: "person", status: 200, summary: "Become a host; sign in again or refresh for the role", answer: Me, idempotent: true },
} as const satisfies Record<string, Route>;
