/** Letters through a real mail server: what it is given, and what is made of its answers. */
import { expect } from "chai";
import type { Logger } from "pino";
import type { TransactionContext } from "../../shared/store/transact.ts";
import { type Letter, PermanentFailure } from "../../workers/mail/mailer.ts";
import { openMailer } from "../../workers/mail/open-mailer.ts";
import { createSmtp, type SmtpOptions } from "../../workers/mail/smtp.ts";
import { Trouble } from "../../workers/jobs/trouble.ts";
import { certificate } from "../support/mail/certificate.ts";
import { type MailServer, type MailServerOptions, startMailServer } from "../support/mail/server.ts";

const FROM = "Vacancy <stays@vacancy.test>";
const letter: Letter = { to: "ada@example.com", subject: "Confirmé : Casa da Ribeira", text: "Olá — a text", html: "<p>Olá — a text</p>" };

describe("Letters through a mail server", () => {
  const closing: (() => unknown)[] = [];

  async function serve(options?: MailServerOptions): Promise<MailServer> {
    const server = await startMailServer(options);
    closing.push(server.close);
    return server;
  }

  function mailerOf(url: string, more: Partial<SmtpOptions> = {}) {
    const { mailer, close } = createSmtp({ url, from: FROM, production: false, ...more });
    closing.unshift(close);
    return mailer;
  }

  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const failureOf = (sending: Promise<void>) => sending.then(() => expect.fail("was sent"), (error: Error) => error);

  it("arrive whole: from, to, subject, text, HTML, what is attached, headers", async () => {
    const server = await serve();
    await mailerOf(server.url)({
      ...letter,
      attachments: [{ filename: "stay.ics", contentType: "text/calendar; method=PUBLISH; charset=utf-8", content: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" }],
      headers: { "List-Unsubscribe": "<https://stay.example.com/u?t=1>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
    }, "a key");
    const [got] = server.letters;
    expect(got!.envelope).to.deep.equal({ from: "stays@vacancy.test", to: ["ada@example.com"], secure: false });
    expect(got!.from!.text).to.equal('"Vacancy" <stays@vacancy.test>');
    expect([got!.subject, got!.text!.trim(), got!.html]).to.deep.equal([letter.subject, letter.text, letter.html]);
    expect(got!.attachments.map(({ filename, contentType, content }) => [filename, contentType, content.toString()])).to.deep.equal([["stay.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"]]);
    const raw = new Map(got!.headerLines.map(({ key, line }) => [key, line]));
    expect(raw.get("list-unsubscribe")).to.equal("List-Unsubscribe: <https://stay.example.com/u?t=1>");
    expect(raw.get("list-unsubscribe-post")).to.equal("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(raw.get("auto-submitted")).to.equal("Auto-Submitted: auto-generated");
  });

  it("of one delivery have one Message-ID, whoever sends it, and others another", async () => {
    const server = await serve();
    const mailer = mailerOf(server.url);
    await mailer(letter, "booking:1:confirmation");
    await mailer(letter, "booking:2:confirmation");
    await mailerOf(server.url)(letter, "booking:1:confirmation");
    const [first, second, again] = server.letters.map(({ messageId }) => messageId);
    expect(first).to.match(/^<[\da-f]{32}@vacancy\.test>$/);
    expect(again).to.equal(first);
    expect(second).to.not.equal(first);
  });

  it("go to one address, whatever stands in it, and can't add a header", async () => {
    const server = await serve();
    const mailer = mailerOf(server.url);
    await mailer({ ...letter, subject: "a\r\nBcc: eve@example.com" }, "1");
    expect(server.letters[0]!.bcc).to.equal(undefined);
    expect(server.letters[0]!.envelope.to).to.deep.equal(["ada@example.com"]);
    await mailer({ ...letter, to: "ada@example.com, eve@example.com" }, "2").catch(() => {});
    expect(server.letters.flatMap(({ envelope }) => envelope.to)).to.not.include("eve@example.com");
  });

  it("share connections", async () => {
    const server = await serve();
    const mailer = mailerOf(server.url);
    for (let at = 0; at < 6; at += 1) await mailer(letter, String(at));
    expect([server.letters.length, server.connections()]).to.deep.equal([6, 1]);
  });

  for (const [what, options, says] of [
    ["an address for good, with a status", { refuse: (to) => `550 5.1.1 <${to}> is nobody` }, "550, 5.1.1"],
    ["an address for good, without one", { refuse: (to) => `553 no ${to} here` }, "553"],
    ["a letter for good", { refuseLetter: () => "554 5.6.0 not like this" }, "554, 5.6.0"],
  ] satisfies [string, MailServerOptions, string][]) {
    it(`are given up where a server refuses ${what}, and the next one goes`, async () => {
      const server = await serve(options);
      const mailer = mailerOf(server.url);
      const failure = await failureOf(mailer(letter, "1"));
      expect(failure).to.be.instanceOf(PermanentFailure);
      expect(failure.message).to.equal(`The mail server refuses it for good (${says})`);
      expect(failure).to.not.have.property("cause");
      server.behave({});
      await mailer(letter, "2");
      expect(server.letters.length).to.equal(1);
    });
  }

  for (const [what, options, says] of [
    ["an address for now", { refuse: (to) => `451 4.7.1 <${to}> is greylisted` }, "451, 4.7.1, at RCPT TO"],
    ["a letter for now", { refuseLetter: () => "452 4.3.1 no room" }, "452, 4.3.1, at DATA"],
    ["our own address, which is a setting", { refuseSender: (from) => `553 5.7.1 ${from} is not yours` }, "553, 5.7.1, at MAIL FROM"],
    ["us at the address, which is a setting", { refuse: (to) => `554 5.7.1 <${to}>: relay access denied` }, "554, 5.7.1, at RCPT TO"],
    ["our domain's letter, which is a setting", { refuseLetter: () => "550 5.7.26 DMARC" }, "550, 5.7.26, at DATA"],
    ["us, which is a setting", { refuseSender: () => "530 5.7.0 say who you are" }, "530, 5.7.0, at MAIL FROM"],
  ] satisfies [string, MailServerOptions, string][]) {
    it(`may be tried again where a server refuses ${what}; nobody's address is told`, async () => {
      const server = await serve(options);
      const failure = await failureOf(mailerOf(server.url)(letter, "1"));
      expect(failure).to.be.instanceOf(Trouble);
      expect(failure.message).to.equal(`The mail server did not take it (${says})`);
      expect(JSON.stringify(Object.getOwnPropertyDescriptors(failure))).to.not.include("@example.com");
    });
  }

  it("may be tried again where the password is wrong", async () => {
    const server = await serve({ account: { user: "vacancy", pass: "right" } });
    const failure = await failureOf(mailerOf(server.url.replace("right", "wrong"))(letter, "1"));
    expect(failure).to.be.instanceOf(Trouble);
    expect(failure.message).to.match(/535/).and.not.match(/vacancy/);
    await mailerOf(server.url)(letter, "1");
    expect(server.letters.length).to.equal(1);
  });

  it("go in with a password of any characters", async () => {
    const account = { user: "vacancy@example.com", pass: "a:b@c/d?e#f%g +é" };
    const server = await serve({ account });
    await mailerOf(server.url)(letter, "1");
    expect(server.letters.length).to.equal(1);
  });

  it("may be tried again where no server is, and go once it is back", async () => {
    const { url, port, close } = await startMailServer();
    await close();
    const mailer = mailerOf(url);
    expect((await failureOf(mailer(letter, "1"))).message).to.equal("The mail server did not take it (ESOCKET, at CONN)");
    const back = await serve({ port });
    await mailer(letter, "1");
    expect(back.letters.length).to.equal(1);
  });

  it("go over another connection where the server has ended the one there was", async () => {
    const first = await serve();
    const mailer = mailerOf(first.url);
    await mailer(letter, "1");
    await first.close();
    const second = await serve({ port: first.port });
    await mailer(letter, "2");
    expect([first.letters.length, second.letters.length]).to.deep.equal([1, 1]);
  });

  for (const cut of ["within", "before answer"] as const) {
    it(`whose connection ends (${cut}) are not sent again by themselves`, async () => {
      const server = await serve({ cut });
      const failure = await failureOf(mailerOf(server.url)(letter, "1"));
      expect(failure).to.be.instanceOf(Trouble);
      expect([server.letters.length, server.connections()]).to.deep.equal([cut === "within" ? 0 : 1, 1]);
    });
  }

  for (const stall of ["connection", "letter"] as const) {
    it(`don't wait for a server that never answers (a ${stall})`, async () => {
      const server = await serve({ stall });
      const failure = await failureOf(mailerOf(server.url, { longest: 300 })(letter, "1"));
      expect(failure.message).to.equal("The mail server did not take it (EABORT)");
    });
  }

  it("have no mailer in production without one, which is said once", () => {
    const said: string[] = [];
    const log = { warn: (line: string) => said.push(line) } as unknown as Logger;
    const open = () => openMailer({} as TransactionContext, { production: true, smtpUrl: undefined, mailFrom: FROM }, log);
    expect(open().mailer).to.equal(undefined);
    expect(said).to.deep.equal(["No letters are sent: SMTP_URL is not set"]);
  });

  describe("and TLS", () => {
    it("are encrypted where a server offers it, or speaks nothing else", async () => {
      for (const tls of ["offered", "from the start"] as const) {
        const server = await serve({ tls, account: { user: "vacancy", pass: "a secret" } });
        await mailerOf(server.url, { ca: certificate })(letter, "1");
        expect(server.letters.map(({ envelope }) => envelope.secure)).to.deep.equal([true]);
      }
    });

    it("don't go to a server that nobody vouches for", async () => {
      const server = await serve({ tls: "offered" });
      expect(await failureOf(mailerOf(server.url)(letter, "1"))).to.be.instanceOf(Trouble);
      expect(server.letters).to.deep.equal([]);
    });

    it("don't go in the open from production to elsewhere", async () => {
      const { port, letters } = await serve();
      const elsewhere = `smtp://0.0.0.0:${port}`; // here all the same, but no address of it says so
      const failure = await failureOf(mailerOf(elsewhere, { production: true })(letter, "1"));
      expect(failure.message).to.include("at STARTTLS");
      expect(letters).to.deep.equal([]);
      await mailerOf(`smtp://127.0.0.1:${port}`, { production: true })(letter, "1");
      expect(letters.length).to.equal(1);
    });

    it("are not sent by an address that says more than where its server is: that could turn it off", () => {
      for (const more of ["?requireTLS=false", "?ignoreTLS=true", "/?secure=false", "?tls.rejectUnauthorized=false", "?host=elsewhere.example", "#x", "/x"]) {
        expect(() => mailerOf(`smtp://ada:secret@mail.example.com:587${more}`, { production: true }), more).to.throw(/^SMTP_URL: nothing may follow its host and port/).with.property("message").that.does.not.include("secret");
      }
    });
  });
});
