/** What letters say: every kind, in every language, of stays in three time zones. */
import { toPlainText } from "@react-email/render";
import { expect } from "chai";
import nodeIcal, { type VEvent } from "node-ical";
import { instantAt } from "../../shared/contract/dates.ts";
import { Language } from "../../shared/contract/user.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { composeLetter } from "../../workers/mail/letters/compose.ts";
import { type FactsOf, LETTER_KINDS, type LetterFacts, type LetterKind, rulesOf } from "../../workers/mail/letters/kinds.ts";
import type { Letter } from "../../workers/mail/mailer.ts";
import { CHECK_IN, CHECK_OUT, factsFor, type PlaceName, PLACES, SENDER } from "../support/mail/facts.ts";

const compose = (facts: LetterFacts) => composeLetter(facts, SENDER);
const letterOf = (kind: LetterKind, language: Language = "en", place: PlaceName = "porto") => compose(factsFor(kind, language, place));
const ofKind = <K extends LetterKind>(kind: K, language: Language = "en", place: PlaceName = "porto") => factsFor(kind, language, place) as FactsOf<K>;

/** Commas and spaces of dates differ between versions of Node. */
const plain = (text: string) => text.replace(/[\s\u00a0\u202f]+/g, " ").replaceAll(",", "");
const URL_IN_TEXT = /https?:\/\/\S+/g;

/** The words of a letter, in their order. Whatever stands between a label and what it says is left out. */
const wordsOf = (text: string) => text.replace(URL_IN_TEXT, "").replaceAll(/[:,]/g, " ").split(/[\s\u00a0\u202f]+/).filter((word) => word !== "" && word !== "--");

function htmlWords(html: string): string[] {
  const asWritten = ["h1", "h2"].map((selector) => ({ selector, options: { uppercase: false } }));
  const text = toPlainText(html, { selectors: [...asWritten, { selector: "a", options: { ignoreHref: true } }] });
  return wordsOf(text).slice(1); // the name of the service, above everything
}

const PLACE_OF: Record<Language, PlaceName> = { en: "porto", fr: "newYork", es: "tokyo" };

describe("Letters", () => {
  for (const kind of LETTER_KINDS) {
    it(`${kind}: in three languages, as text and as HTML the same`, async () => {
      const letters: Letter[] = [];
      for (const language of Language.options) {
        const facts = factsFor(kind, language, PLACE_OF[language]);
        const letter = await compose(facts);
        letters.push(letter);
        const { subject, text, html } = letter;
        expect(letter.to).to.equal(facts.recipient.email);
        expect(letter.headers!["Content-Language"]).to.equal(language);
        expect(htmlWords(html)).to.deep.equal(wordsOf(text));
        expect(`${subject}${text}`).to.not.match(/undefined|null|NaN|Invalid|\[object|\$\{/);
        const written = html.replace(/<style>.*?<\/style>/s, "");
        expect(written.match(/<html[^>]*>/)![0]).to.include(`lang="${language}"`);
        expect(written.match(/<h1/g)).to.have.length(1);
        expect(written).to.not.match(/<img|<script|url\(|<link/);
        expect(written.match(/<table/g)!.length).to.equal(written.match(/<table[^>]*role="presentation"/g)!.length);
        expect([...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url!.replaceAll("&amp;", "&")).sort()).to.deep.equal([...text.matchAll(URL_IN_TEXT)].map(([url]) => url).sort());
        expect(html.length).to.be.below(80_000); // more is cut by some
        if ("booking" in facts) expect(text).to.include(PLACES[PLACE_OF[language]].title);
        if ("link" in facts) expect(text).to.include(facts.link);
      }
      expect(new Set(letters.map(({ text }) => text.split("\n")[0])).size, "each has words of its own").to.equal(3);
    });
  }

  describe("say when, on the property's clock", () => {
    const DAYS: Record<Language, [string, string, string, string]> = {
      en: ["Friday 12 March 2027", "from 15:00", "Tuesday 16 March 2027", "until 11:00"],
      fr: ["vendredi 12 mars 2027", "à partir de 15:00", "mardi 16 mars 2027", "jusqu’à 11:00"],
      es: ["viernes 12 de marzo de 2027", "desde las 15:00", "martes 16 de marzo de 2027", "hasta las 11:00"],
    };
    const TIMES: Record<Language, Record<PlaceName, string>> = {
      en: { porto: "Local time in Porto (Western European Time)", newYork: "Local time in New York (Eastern Time)", tokyo: "Local time in Tokyo (Japan Standard Time)" },
      fr: { porto: "Heure locale Porto (heure d’Europe de l’Ouest)", newYork: "Heure locale New York (heure de l’Est nord-américain)", tokyo: "Heure locale Tokyo (heure normale du Japon)" },
      es: { porto: "Hora local de Porto (hora de Europa occidental)", newYork: "Hora local de New York (hora oriental)", tokyo: "Hora local de Tokyo (hora estándar de Japón)" },
    };
    /** Of one instant, three days after New York and before Lisbon has set its clocks forward. */
    const DEADLINES: Record<Language, Record<PlaceName, string>> = {
      en: { porto: "Thursday 18 March 2027 at 19:30 (Western European Standard Time)", newYork: "Thursday 18 March 2027 at 15:30 (Eastern Daylight Time)", tokyo: "Friday 19 March 2027 at 04:30 (Japan Standard Time)" },
      fr: { porto: "jeudi 18 mars 2027 à 19:30 (heure normale d’Europe de l’Ouest)", newYork: "jeudi 18 mars 2027 à 15:30 (heure d’été de l’Est nord-américain)", tokyo: "vendredi 19 mars 2027 à 04:30 (heure normale du Japon)" },
      es: { porto: "jueves 18 de marzo de 2027 19:30 (hora estándar de Europa occidental)", newYork: "jueves 18 de marzo de 2027 15:30 (hora de verano oriental)", tokyo: "viernes 19 de marzo de 2027 04:30 (hora estándar de Japón)" },
    };

    for (const language of Language.options) {
      for (const place of Object.keys(PLACES) as PlaceName[]) {
        it(`${language}, ${PLACES[place].timeZone}`, async () => {
          for (const kind of ["confirmation", "accepted", "changed", "check_in_reminder", "host_booked", "host_requested"] as const) {
            const text = plain((await letterOf(kind, language, place)).text);
            for (const part of [...DAYS[language], TIMES[language][place]]) expect(text, kind).to.include(part);
          }
          for (const kind of ["requested", "hold_ending", "host_requested", "host_change_requested", "change_to_pay"] as const) {
            expect(plain((await letterOf(kind, language, place)).text), kind).to.include(DEADLINES[language][place]);
          }
        });
      }
    }
  });

  it("say prices in the language, line by line as the quote has them", async () => {
    const [english, french, spanish] = await Promise.all([letterOf("confirmation"), letterOf("confirmation", "fr", "newYork"), letterOf("confirmation", "es", "tokyo")]);
    for (const part of ["3 nights × €120: €360", "1 night × €180: €180", "1 extra guest × 4 nights × €12: €48", "Cleaning: €35.50", "Service fee: €43.20", "City tax €2.40 a guest and night: €28.80", "VAT 6%: €37.41", "Total: €732.91", "Paid: €732.91"]) {
      expect(plain(english.text)).to.include(part);
    }
    expect(french.text).to.include("3 nuits").and.include("Ménage").and.not.match(/night|Cleaning|Service fee|guest/);
    expect(spanish.text).to.include("3 noches").and.include("Limpieza").and.not.match(/night|Cleaning|Service fee|guest/);
    expect(spanish.text).to.match(/108\.532.JPY/);
  });

  it("say until when cancelling returns what, and nothing of what is over", async () => {
    const facts = ofKind("confirmation");
    const early = plain((await compose(facts)).text);
    expect(early).to.include("Cancel before Sunday 7 March 2027 at 15:00 (Western European Standard Time) and everything you paid comes back.");
    expect(early).to.include("Cancel before Thursday 11 March 2027 at 15:00 (Western European Standard Time) and €366.45 comes back.");
    const late = plain((await compose({ ...facts, booking: { ...facts.booking, at: new Date("2027-03-11T16:00:00Z") } })).text);
    expect(late).to.include("If your plans change Cancel and nothing comes back.");
  });

  it("say by whom a stay was cancelled and what comes back", async () => {
    const facts = ofKind("cancelled");
    const says = async (change: Partial<StoredBooking>, refund: number) => (await compose({ ...facts, booking: { ...facts.booking, ...change }, refund })).text;
    expect(await says({ cancelledBy: "host" }, 73_291)).to.include("Your host has cancelled your stay").and.include("€732.91 is on its way back to your card");
    expect(await says({ cancelledBy: "support" }, 100)).to.include("Our support has cancelled your stay").and.include("€1 is on its way");
    const nothing = await says({ cancelledBy: "guest", payment: { ...facts.booking.payment, refundDue: 0 } }, 0);
    expect(nothing).to.include("By the cancellation policy nothing comes back").and.not.include("on its way");
  });

  it("say what changed dates cost or return, where they do", async () => {
    const facts = ofKind("changed");
    const says = async (difference: number) => (await compose({ ...facts, change: { ...facts.change, difference } })).text;
    expect(plain(await says(5_000))).to.include("You paid €50 more for it.").and.match(/Before: 5 ?– ?9 March 2027 2 guests/);
    expect(await says(-5_000)).to.include("€50 is on its way back to your card.");
    expect(await says(0)).to.not.match(/more for it|on its way/);
  });

  it("of a receipt add up: what was paid, what came back, what is to come", async () => {
    const { booking, ...facts } = ofKind("receipt");
    const says = async (change: Partial<StoredBooking>) => (await compose({ ...facts, booking: { ...booking, ...change } })).text;
    const { payment, quote } = booking;
    expect(await says({})).to.include("Total: €732.91\nPaid: €732.91").and.include("Thank you for staying").and.not.include("Returned");
    expect(await says({ payment: { ...payment, captured: quote.total + 5_000, refunded: 2_000, refundDue: 3_000 } })).to.include("Kept after earlier changes: €20\nPaid: €782.91\nReturned: -€20\nOn its way back to you: -€10");
    expect(await says({ status: "cancelled", payment: { ...payment, refunded: 3_000, refundDue: 3_000 } })).to.include("Payment\nPaid: €732.91\nReturned: -€30").and.not.include("Cleaning");
  });

  it("tell a hold that asks a host apart from one that books", async () => {
    const facts = ofKind("hold_ending");
    expect((await compose(facts)).text).to.include("and the stay is yours");
    expect((await compose({ ...facts, booking: { ...facts.booking, onRequest: true } })).text).to.include("and we ask your host").and.not.include("is yours");
  });

  it("carry a calendar file where a stay begins, changes or ends, readable by others", async () => {
    for (const kind of LETTER_KINDS) {
      const { attachments = [] } = await letterOf(kind, "fr", "tokyo");
      expect(attachments.length, kind).to.equal(["confirmation", "accepted", "changed", "cancelled"].includes(kind) ? 1 : 0);
      for (const { filename, contentType, content } of attachments) {
        const isCancelled = kind === "cancelled";
        expect([filename, contentType]).to.deep.equal(["stay.ics", `text/calendar; charset=utf-8; method=${isCancelled ? "CANCEL" : "PUBLISH"}`]);
        const [event] = Object.values(nodeIcal.sync.parseICS(content)).filter((part): part is VEvent => part?.type === "VEVENT");
        expect([new Date(event!.start), new Date(event!.end!)]).to.deep.equal([instantAt(CHECK_IN, "15:00", "Asia/Tokyo"), instantAt(CHECK_OUT, "11:00", "Asia/Tokyo")]);
        expect(event!.status).to.equal(isCancelled ? "CANCELLED" : "CONFIRMED");
        expect(content.includes("Yanaka 3-10-5")).to.equal(!isCancelled);
      }
    }
  });

  it("can be ended by one click where they are of a topic, and only there", async () => {
    for (const kind of LETTER_KINDS) {
      const { headers, text } = await letterOf(kind);
      const url = "https://stay.example.com/api/letters/unsubscribe?token=abc.def";
      const ends = rulesOf(kind).topic !== undefined;
      expect(headers!["List-Unsubscribe"], kind).to.equal(ends ? `<${url}>` : undefined);
      expect(headers!["List-Unsubscribe-Post"], kind).to.equal(ends ? "List-Unsubscribe=One-Click" : undefined);
      expect(text.includes(url), kind).to.equal(ends);
    }
  });

  describe("are safe from what people write", () => {
    const { booking, ...facts } = ofKind("confirmation");
    const titled = (title: string, hostName = "Ana") => compose({ ...facts, hostName, booking: { ...booking, property: { ...booking.property, title } } });

    it("who could write HTML", async () => {
      const { html, text } = await titled('<img src=x onerror="alert(1)">', "<b>Eve</b> & co");
      expect(html).to.not.match(/<img|<b>/);
      expect(html).to.include("&lt;b&gt;Eve&lt;/b&gt; &amp; co");
      expect(text).to.include('<img src=x onerror="alert(1)">');
    });

    it("who could add headers, or turn writing around", async () => {
      const { subject } = await titled("Casa\r\nBcc: eve@example.com\u2028\u202egnp.exe\u0000");
      expect(subject).to.equal("Confirmed: Casa Bcc: eve example com gnp exe , 12 March 2027");
      expect((await titled("x".repeat(500))).subject).to.have.length(150);
    });

    it("who could have links in their names and titles, wherever these stand", async () => {
      const names = { guest: "evil.example", host: "https://evil.example" };
      const title = "win@evil.example www.evil.example evil。example";
      for (const kind of LETTER_KINDS) {
        for (const language of Language.options) {
          const named = factsFor(kind, language, "porto", names);
          const titles = {
            ...("booking" in named && { booking: { ...named.booking, property: { ...named.booking.property, title, city: "evil.example" } } }),
            ...("wish" in named && { wish: { ...named.wish, title, city: "evil.example" } }),
          };
          const { subject, text, html } = await compose({ ...named, ...titles } as LetterFacts);
          for (const part of [subject, text, html]) expect(part, kind).to.not.match(/evil[.。]example|win@|:\/\/evil/);
          if (kind === "host_booked") expect(text).to.include("evil example");
        }
      }
      expect((await titled("Apt. 3.5, J. R. R.’s @ home: sea/garden")).text).to.include("Apt. 3.5, J. R. R.’s @ home: sea/garden");
    });

    it("who could have strangers greeted with an advertisement", async () => {
      const greeting = async (name: string) => (await compose({ ...ofKind("verification"), recipient: { name, email: "ada@example.com", language: "en" } })).text.split("\n")[2];
      for (const name of ["Win at https://evil.example", "evil.example is free", "www evil", "mail eve@evil"]) expect(await greeting(name), name).to.equal("Hello,");
      for (const name of ["Ada", "J. R. R. Tolkien", "María-José O’Neill", "Владимир"]) expect(await greeting(name), name).to.equal(`Hello ${name},`);
    });
  });
});
