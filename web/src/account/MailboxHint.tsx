import "../style/sign-in.css";
import { Link } from "wouter";

/** Where letters stay on this machine, the way to them. */
export function MailboxHint({ email }: { email: string }) {
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(window.location.hostname);
  if (!local) return null;
  return <p>This service runs on your own machine, so its letters stay here: <Link href={`/mailbox?to=${encodeURIComponent(email)}`}>read them in the mailbox</Link>.</p>;
}
