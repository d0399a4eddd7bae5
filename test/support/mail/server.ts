/** A real mail server for tests, whose letters are read as a mail program reads them. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";
import { certificate, key } from "./certificate.ts";

export interface MailServerOptions {
  /** Any free one where absent. */
  port?: number;
  /** What an address is answered instead of being taken: `"550 5.1.1 nobody of that name"`. */
  refuse?: (address: string) => string | undefined;
  /** The same of whom letters come from. */
  refuseSender?: (address: string) => string | undefined;
  /** What a letter itself is answered. */
  refuseLetter?: (letter: ParsedMail) => string | undefined;
  /** Never answers: who connects, or a letter that was sent whole. */
  stall?: "connection" | "letter";
  /** Ends the connection: within a letter, or when it has taken one and before it says so. */
  cut?: "within" | "before answer";
  /** Absent: none. `offered`: with STARTTLS. */
  tls?: "offered" | "from the start";
  /** Whom alone it lets in. */
  account?: { user: string; pass: string };
}

export interface Received extends ParsedMail {
  /** To whom it was really handed over, and how. */
  envelope: { from: string; to: string[]; secure: boolean };
}

export interface MailServer {
  url: string;
  port: number;
  /** What was taken, first to last. */
  letters: Received[];
  /** How it is from now on. */
  behave(options: MailServerOptions): void;
  /** How many connections have been opened. */
  connections(): number;
  close(): Promise<void>;
}

const refusal = (answer: string) => Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) });

export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  let now = options;
  const letters: Received[] = [];
  let connections = 0;
  const answer = (text: string | undefined, callback: (error?: Error) => void) => (text === undefined ? callback() : callback(refusal(text)));
  const server = new SMTPServer({
    secure: options.tls === "from the start",
    key,
    cert: certificate,
    disabledCommands: [...(options.tls ? [] : ["STARTTLS"]), ...(options.account ? [] : ["AUTH"])],
    allowInsecureAuth: true,
    closeTimeout: 50,
    onConnect: (_session, callback) => {
      connections += 1;
      if (now.stall !== "connection") callback();
    },
    onAuth: ({ username, password }, _session, callback) => {
      const { account } = options;
      if (username === account?.user && password === account?.pass) callback(null, { user: username });
      else callback(refusal("535 5.7.8 wrong name or password"));
    },
    onMailFrom: ({ address }, _session, callback) => answer(now.refuseSender?.(address), callback),
    onRcptTo: ({ address }, _session, callback) => answer(now.refuse?.(address), callback),
    onData: (stream, session, callback) => {
      const cut = () => [...server.connections].find(({ session: one }) => one === session)?._socket?.destroy();
      if (now.cut === "within") {
        stream.once("data", cut);
        stream.resume();
        return;
      }
      void simpleParser(stream).then((letter) => {
        const refused = now.refuseLetter?.(letter);
        if (refused !== undefined) return callback(refusal(refused));
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({ ...letter, envelope: { from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), secure: session.secure } });
        if (now.cut === "before answer") return cut();
        if (now.stall !== "letter") callback();
      }, callback);
    },
  });
  server.on("error", () => {}); // of one connection: whoever it was has its own
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  const { account, tls } = options;
  const name = account ? `${encodeURIComponent(account.user)}:${encodeURIComponent(account.pass)}@` : "";
  return {
    url: `${tls === "from the start" ? "smtps" : "smtp"}://${name}127.0.0.1:${port}`,
    port,
    letters,
    behave(next) {
      now = next;
    },
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
