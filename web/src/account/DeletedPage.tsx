import { Link } from "wouter";
import { Page } from "../parts/Page.tsx";

export default function DeletedPage() {
  return (
    <Page title="Your account is deleted" className="narrow">
      <p className="lead">Nothing here leads to you any more. Thank you for having stayed with us.</p>
      <p><Link href="/" className="button">To the search</Link></p>
    </Page>
  );
}
