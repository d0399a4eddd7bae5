/** Letters through a mail server. */
import { createHash } from "node:crypto";
import { unescape } from "node:querystring";
import { createTransport } from "nodemailer";
import { Trouble } from "../jobs/trouble.ts";
import { type Letter, type Mailer, PermanentFailure } from "./mailer.ts";

export interface SmtpOptions {
  /** `smtp:` or `smtps:`, with a name and password where the server wants them, and nothing behind the host and port. */
  url: string;
  /** An address, or a name with one in angle brackets. */
  from: string;
  /** Then a server elsewhere is spoken to over TLS, or not at all. */
  production: boolean;
  /** Vouches for the server's certificate, in place of those whom everybody trusts. */
  ca?: string;
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
 *
 * @throws where the address says more than where the server is and who we are there
 */
export function createSmtp({ url, from, production, ca, longest = LONGEST }: SmtpOptions): { mailer: Mailer; close(): void } {
  const server = serverOf(url);
  const transport = createTransport({
    ...server,
    pool: true,
    maxConnections: CONNECTIONS,
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    requireTLS: production && !isLoopback(server.host),
    ...(ca && { tls: { ca } }),
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
  const isAboutUs = responseCode === 530 || status?.startsWith("5.7."); // by RFC 3463 a matter of rights
  if (permanent && responseCode !== undefined && !isAboutUs && (command === "RCPT TO" || command === "DATA")) {
    return new PermanentFailure(responseCode, status);
  }
  const what = [responseCode ?? code, status, command && `at ${command}`].filter(Boolean).join(", ");
  return new Trouble(`The mail server did not take it${what && ` (${what})`}`);
}

/** Read here: what the library reads behind a `?` comes before all that is set, and can turn TLS off. */
function serverOf(url: string) {
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(url);
  if (search || hash || pathname.length > 1) throw new Error("SMTP_URL: nothing may follow its host and port; in a password ?, # and / are written %3F, %23 and %2F");
  return {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    secure: protocol === "smtps:",
    ...(port && { port: Number(port) }),
    ...(username && { auth: { user: unescape(username), pass: unescape(password) } }),
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
