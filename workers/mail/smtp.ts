/** Letters through a mail server. */
import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import { Trouble } from "../jobs/trouble.ts";
import { type Letter, type Mailer, PermanentFailure } from "./mailer.ts";

export interface SmtpOptions {
  /** `smtp:` or `smtps:`; what the library takes may follow as a query. */
  url: string;
  /** An address, or a name with one in angle brackets. */
  from: string;
  /** Then a server elsewhere is spoken to over TLS, or not at all. */
  production: boolean;
  /** Milliseconds that one letter may take in all, however slowly the server speaks. */
  longest?: number;
}

/** Less than the job that sends it has. */
const LONGEST = 45_000;
const CONNECTIONS = 4;

/** What the library says of a failure, without its words: they may name an address. */
interface Failure {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  permanent?: boolean;
}

/**
 * A pool of connections to a mail server. The same delivery has the same Message-ID, so that a server can drop a letter that
 * was sent and could not be recorded. A letter of which anything was sent is not sent again here: it may have been taken,
 * and whoever sends it decides.
 */
export function createSmtp({ url, from, production, longest = LONGEST }: SmtpOptions): { mailer: Mailer; close(): void } {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    ...(production && !isLoopback(url) && { requireTLS: true }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const mailer = async (letter: Letter, id: string) => {
    const { to, subject, text, html, attachments = [], headers = {} } = letter;
    try {
      await transport.sendMail({
        from,
        to: { name: "", address: to },
        subject,
        text,
        html,
        attachments,
        messageId: messageId(id, from),
        headers: { "Auto-Submitted": "auto-generated", ...headers },
        signal: AbortSignal.timeout(longest),
      });
    } catch (error) {
      throw inOwnWords(error as Failure);
    }
  };
  return { mailer, close: () => transport.close() };
}

function messageId(id: string, from: string): string {
  const domain = /@([^\s<>@]+)>?$/.exec(from)![1]!;
  return `<${createHash("sha256").update(id).digest("hex").slice(0, 32)}@${domain}>`;
}

/**
 * For good is what a server refuses the letter's address or the letter itself with. What it refuses before, us or our sender's
 * address, is wrong with a setting: once that is put right the same letter goes.
 */
function inOwnWords({ code, command, response, responseCode, permanent }: Failure): Error {
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? "")?.[1];
  if (permanent && responseCode !== undefined && responseCode !== 530 && (command === "RCPT TO" || command === "DATA")) {
    return new PermanentFailure(responseCode, status);
  }
  const what = [responseCode ?? code, status, command && `at ${command}`].filter(Boolean).join(", ");
  return new Trouble(`The mail server did not take it${what && ` (${what})`}`);
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
