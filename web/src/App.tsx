import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { EndedSession } from "./account/EndedSession.tsx";
import { ForgotPage } from "./account/ForgotPage.tsx";
import { MailboxPage } from "./account/MailboxPage.tsx";
import { RegisterPage } from "./account/RegisterPage.tsx";
import { ResetPage } from "./account/ResetPage.tsx";
import { SignInPage } from "./account/SignInPage.tsx";
import { UnsubscribePage } from "./account/UnsubscribePage.tsx";
import { VerifyEmailPage } from "./account/VerifyEmailPage.tsx";
import { Only } from "./parts/Only.tsx";
import { NotFoundPage, Page } from "./parts/Page.tsx";
import { PropertyPage } from "./property/PropertyPage.tsx";
import { SearchPage } from "./search/SearchPage.tsx";
import { Shell } from "./shell/Shell.tsx";
import { ReceiptPage } from "./stays/ReceiptPage.tsx";
import { StayPage } from "./stays/StayPage.tsx";
import { StaysPage } from "./stays/StaysPage.tsx";

const AccountPage = lazy(() => import("./account/AccountPage.tsx"));
const DeletedPage = lazy(() => import("./account/DeletedPage.tsx"));
// Guests need not load what hosts and support use.
const AlertsPage = lazy(() => import("./host/AlertsPage.tsx"));
const CalendarPage = lazy(() => import("./host/CalendarPage.tsx"));
const PropertiesPage = lazy(() => import("./host/PropertiesPage.tsx"));
const EditPropertyPage = lazy(() => import("./host/EditPropertyPage.tsx"));
const CalendarsPage = lazy(() => import("./host/CalendarsPage.tsx"));
const WebhooksPage = lazy(() => import("./host/WebhooksPage.tsx"));
const DeliveriesPage = lazy(() => import("./host/DeliveriesPage.tsx"));
const EarningsPage = lazy(() => import("./host/EarningsPage.tsx"));
const StatementPage = lazy(() => import("./host/StatementPage.tsx"));
const FeedPage = lazy(() => import("./ops/FeedPage.tsx"));
const CasesPage = lazy(() => import("./ops/CasesPage.tsx"));
const UsersPage = lazy(() => import("./ops/UsersPage.tsx"));
const JobsPage = lazy(() => import("./ops/JobsPage.tsx"));
const HealthPage = lazy(() => import("./ops/HealthPage.tsx"));
const HistoryPage = lazy(() => import("./ops/HistoryPage.tsx"));

const SUPPORT = ["support", "admin"] as const;

export function App() {
  return (
    <Shell>
      <EndedSession />
      <Suspense fallback={<Page title="Loading" waiting />}>
        <Switch>
          <Route path="/" component={SearchPage} />
          <Route path="/properties/:id">{({ id }) => <PropertyPage key={id} id={id} />}</Route>
          <Route path="/stays"><Only roles={["guest"]}><StaysPage /></Only></Route>
          <Route path="/stays/:id">{({ id }) => <Only roles={["guest"]}><StayPage key={id} id={id} /></Only>}</Route>
          <Route path="/stays/:id/receipt">{({ id }) => <Only roles={["guest"]}><ReceiptPage key={id} id={id} /></Only>}</Route>
          <Route path="/host"><Only roles={["host"]}><AlertsPage /></Only></Route>
          <Route path="/host/calendar"><Only roles={["host"]}><CalendarPage /></Only></Route>
          <Route path="/host/earnings"><Only roles={["host"]}><EarningsPage /></Only></Route>
          <Route path="/host/earnings/:month">{({ month }) => <Only roles={["host"]}><StatementPage key={month} month={month} /></Only>}</Route>
          <Route path="/host/properties"><Only roles={["host"]}><PropertiesPage /></Only></Route>
          <Route path="/host/properties/new"><Only roles={["host"]}><EditPropertyPage /></Only></Route>
          <Route path="/host/properties/:id">{({ id }) => <Only roles={["host"]}><EditPropertyPage key={id} id={id} /></Only>}</Route>
          <Route path="/host/properties/:id/calendars">{({ id }) => <Only roles={["host"]}><CalendarsPage key={id} id={id} /></Only>}</Route>
          <Route path="/host/webhooks"><Only roles={["host"]}><WebhooksPage /></Only></Route>
          <Route path="/host/webhooks/:id">{({ id }) => <Only roles={["host"]}><DeliveriesPage key={id} id={id} /></Only>}</Route>
          <Route path="/ops"><Only roles={SUPPORT}><FeedPage /></Only></Route>
          <Route path="/ops/cases"><Only roles={SUPPORT}><CasesPage /></Only></Route>
          <Route path="/ops/users"><Only roles={SUPPORT}><UsersPage /></Only></Route>
          <Route path="/ops/jobs"><Only roles={SUPPORT}><JobsPage /></Only></Route>
          <Route path="/ops/health"><Only roles={SUPPORT}><HealthPage /></Only></Route>
          <Route path="/ops/bookings/:id">{({ id }) => <Only roles={SUPPORT}><HistoryPage key={id} id={id} /></Only>}</Route>
          <Route path="/sign-in" component={SignInPage} />
          <Route path="/register" component={RegisterPage} />
          <Route path="/verify-email" component={VerifyEmailPage} />
          <Route path="/forgot" component={ForgotPage} />
          <Route path="/reset" component={ResetPage} />
          <Route path="/account" component={AccountPage} />
          <Route path="/account/deleted" component={DeletedPage} />
          <Route path="/unsubscribe" component={UnsubscribePage} />
          <Route path="/mailbox" component={MailboxPage} />
          <Route><NotFoundPage /></Route>
        </Switch>
      </Suspense>
    </Shell>
  );
}
