import "@fontsource-variable/bricolage-grotesque/index.css";
import "@fontsource-variable/figtree/index.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/rows.css";
import "./style/buttons.css";
import "./style/forms.css";
import "./style/parts.css";
import "./style/shell.css";
import "./style/search.css";
import "./style/property.css";
import "./style/calendar.css";
import "./style/stays.css";
import "./style/change.css";
import "./style/receipt.css";
import "./style/host.css";
import "./style/host-calendar.css";
import "./style/ops.css";
import "./style/print.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { session } from "./service.ts";

/** The client itself tries again where that is safe. */
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 }, mutations: { retry: false } } });

/** What one person was shown is not kept for the next. */
let seen: string | undefined;
session.subscribe(() => {
  const state = session.get();
  const now = state.status === "signed-in" ? state.user.id : undefined;
  if (seen !== undefined && now !== seen) queries.clear();
  seen = now;
});
void session.start();

createRoot(document.getElementById("page")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
