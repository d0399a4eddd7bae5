/** Whole lives of bookings, with a real mail server: who is written to, when, what about, in which language and by whose clock. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import pino from "pino";
import { createUser } from "../../shared/accounts/create-user.ts";
import { register } from "../../shared/accounts/register.ts";
import { verifyEmail } from "../../shared/accounts/verify-email.ts";
import { accept } from "../../shared/booking/accept.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { checkIn } from "../../shared/booking/check-in.ts";
import { decline } from "../../shared/booking/end-request.ts";
import { loadConfig } from "../../shared/config.ts";
import type { NewProperty } from "../../shared/contract/property.ts";
import type { Language } from "../../shared/contract/user.ts";
import type { Store } from "../../shared/store/open.ts";
import { databaseClock } from "../../shared/store/transact.ts";
import { userByEmail } from "../../shared/store/users.ts";
import { sweepStays } from "../../workers/jobs/sweeps.ts";
import { createSmtp } from "../../workers/mail/smtp.ts";
import { startWorkers } from "../../workers/start.ts";
import { aGuest, aHost, handClock, type Person } from "../support/fixtures.ts";
import { postAt, type Post } from "../support/mail/post.ts";
import { type MailServer, type Received, startMailServer } from "../support/mail/server.ts";
import { freshStore } from "../support/mongo.ts";
import { staysAt, type Stays } from "../support/stays.ts";

const BEGIN = "2026-12-01T10:00:00Z";
/** Commas and spaces of dates differ between versions of Node. */
const plain = (text = "") => text.replace(/[\s\u00a0\u202f]+/g, " ").replaceAll(",", "");

describe("The life of a booking, in letters", () => {
  const time = handClock(BEGIN);
  let store: Store;
  let server: MailServer;
  let smtp: ReturnType<typeof createSmtp>;
  let post: Post;
  let read = 0;

  before(async () => {
    [store, server] = await Promise.all([freshStore(), startMailServer()]);
    smtp = createSmtp({ url: server.url, from: "Vacancy <stays@vacancy.test>", production: true });
    post = postAt(store, time);
    post.behave(smtp.mailer);
  });
  after(async () => {
    smtp.close();
    await Promise.all([server.close(), store.close()]);
  });
  beforeEach(() => time.set(BEGIN));

  async function known(person: Person, name: string, language: Language): Promise<Person> {
    await createUser(store, { passwordHash: "x", roles: person.roles as ("guest" | "host")[], _id: person.id, email: `${name.toLowerCase()}@example.com`, name, language });
    return person;
  }

  const lives = (change: Partial<NewProperty>, people: { host: Person; guest: Person }): Promise<Stays> => staysAt(store, change, { time, ...people });

  /** What has arrived since the last time: to whom, in which language, about what. */
  async function arrived(at?: string): Promise<{ letters: string[]; said: (subject: string) => string; of: (subject: string) => Received }> {
    if (at) time.set(at);
    expect(await post.work()).to.deep.equal([]);
    const fresh = server.letters.slice(read);
    read = server.letters.length;
    const letters = fresh.map(({ envelope, headers, subject }) => `${envelope.to.join()} ${headers.get("content-language") as string} ${plain(subject)}`).sort();
    const of = (subject: string) => fresh.find((letter) => letter.subject!.startsWith(subject))!;
    return { letters, of, said: (subject) => plain(of(subject).text) };
  }
  const nothingBefore = async (at: string) => {
    const { letters } = await arrived(new Date(Date.parse(at) - 1000).toISOString());
    expect(letters, `before ${at}`).to.deep.equal([]);
    return arrived(at);
  };

  it("in French, in Lisbon: registered, held, paid, moved over the change of clocks, reminded, stayed, with a receipt", async () => {
    const host = await known(aHost(), "Marta", "en");
    const context = { store, clock: time.clock, keys: post.context.keys };
    await register(context, { email: "ada@example.com", password: "a word of many", name: "Ada", language: "fr" });
    const registered = await arrived();
    expect(registered.letters).to.deep.equal(["ada@example.com fr Confirmez votre adresse"]);
    await verifyEmail(context, { token: /token=(\S+)/.exec(registered.of("Confirmez").text!)![1]! });
    const { _id } = (await userByEmail({ store }, "ada@example.com"))!;

    const stays = await lives({ title: "Casa da Ribeira" }, { host, guest: { ...aGuest(), id: _id } });
    const held = await stays.holdStay({ checkIn: "2027-03-24", checkOut: "2027-03-27" }, stays.guest);
    const ending = await nothingBefore("2026-12-01T10:07:00Z");
    expect(ending.letters).to.deep.equal(["ada@example.com fr Vos nuits ne seront bientôt plus gardées : Casa da Ribeira"]);
    expect(ending.said("Vos nuits")).to.include("jusqu’au mardi 1 décembre 2026 à 10:10 (heure normale d’Europe de l’Ouest)");

    let booking = await stays.paid(held);
    const confirmed = await arrived();
    expect(confirmed.letters).to.deep.equal(["ada@example.com fr Confirmé : Casa da Ribeira 24 mars 2027", "marta@example.com en Booked: Casa da Ribeira 24 March 2027"]);
    expect(confirmed.said("Confirmé")).to.include("mercredi 24 mars 2027 à partir de 15:00").and.include("Rua da Reboleira 12").and.include("Annulez avant le vendredi 19 mars 2027 à 15:00 (heure normale d’Europe de l’Ouest)");
    expect(confirmed.of("Confirmé").attachments.map(({ filename }) => filename)).to.deep.equal(["stay.ics"]);
    expect(confirmed.said("Booked")).to.include("Guest: Ada").and.include("Wednesday 24 March 2027 from 15:00");

    booking = await stays.change(booking, { checkIn: "2027-03-28", checkOut: "2027-03-31" });
    const changed = await arrived("2026-12-02T10:00:00Z");
    expect(changed.letters).to.deep.equal(["ada@example.com fr Modifié : Casa da Ribeira 28 mars 2027", "marta@example.com en Changed: Casa da Ribeira 28 March 2027"]);
    expect(changed.said("Modifié")).to.match(/Avant : 24 ?– ?27 mars 2027/).and.include("Annulez avant le mardi 23 mars 2027 à 14:00 (heure normale d’Europe de l’Ouest)");

    const week = await nothingBefore("2027-03-21T10:00:00Z");
    expect(week.letters).to.deep.equal(["ada@example.com fr Dans 7 jours : Casa da Ribeira 28 mars 2027"]);
    const day = await nothingBefore("2027-03-27T10:00:00Z");
    expect(day.letters).to.deep.equal(["ada@example.com fr Demain : Casa da Ribeira 28 mars 2027"]);
    time.set("2027-03-28T14:30:00Z");
    await checkIn(stays.context, host, { id: booking._id });
    const leaving = await nothingBefore("2027-03-30T17:00:00Z");
    expect(leaving.letters).to.deep.equal(["ada@example.com fr Départ : Casa da Ribeira mercredi 31 mars 2027"]);
    time.set("2027-03-31T10:00:00Z");
    await sweepStays(stays.context);
    const over = await arrived();
    expect(over.letters).to.deep.equal(["ada@example.com fr Reçu : Casa da Ribeira 28 mars 2027"]);
    expect(over.said("Reçu")).to.include("Merci").and.include(`Réservation : ${booking._id}`);
    expect((await arrived("2027-05-01T10:00:00Z")).letters).to.deep.equal([]);
  });

  it("in Spanish, in New York: asked, accepted, cancelled late with a part coming back", async () => {
    const people = { host: await known(aHost(), "Marcus", "fr"), guest: await known(aGuest(), "Lope", "es") };
    const stays = await lives({ title: "Loft", city: "New York", country: "US", timeZone: "America/New_York", currency: "USD", instantBook: false }, people);
    const booking = await stays.paid(await stays.holdStay({ checkIn: "2027-03-12", checkOut: "2027-03-16" }, people.guest));
    const asked = await arrived();
    expect(asked.letters).to.deep.equal(["lope@example.com es Solicitado: Loft 12 de marzo de 2027", "marcus@example.com fr À répondre : Loft 12 mars 2027"]);
    expect(asked.said("Solicitado")).to.include("hasta el miércoles 2 de diciembre de 2026 05:00 (hora estándar oriental)");
    expect(asked.said("À répondre")).to.include("avant le mercredi 2 décembre 2026 à 05:00 (heure normale de l’Est nord-américain)").and.include("Voyageur : Lope");
    await accept(stays.context, people.host, { id: booking._id });
    const accepted = await arrived();
    expect(accepted.letters).to.deep.equal(["lope@example.com es Aceptado: Loft 12 de marzo de 2027"]);
    expect(accepted.said("Aceptado")).to.include("Si cancelas antes del domingo 7 de marzo de 2027 15:00 (hora estándar oriental) se te devuelve todo.");
    expect((await nothingBefore("2027-03-05T15:00:00Z")).letters).to.deep.equal(["lope@example.com es Dentro de 7 días: Loft 12 de marzo de 2027"]);
    time.set("2027-03-09T12:00:00Z");
    await cancel(stays.context, people.guest, { id: booking._id });
    const cancelled = await arrived();
    expect(cancelled.letters).to.deep.equal(["lope@example.com es Cancelado: Loft 12 de marzo de 2027", "lope@example.com es Recibo: Loft 12 de marzo de 2027", "marcus@example.com fr Annulé : Loft 12 mars 2027"]);
    expect(cancelled.said("Cancelado")).to.include("La devolución de 231 US$ va de camino");
    expect(cancelled.said("Recibo")).to.include("Pagado: 462 US$").and.include("Devolución en camino: -231 US$");
    expect(cancelled.of("Cancelado").attachments[0]!.content.toString()).to.include("METHOD:CANCEL");
    expect((await arrived("2027-03-20T12:00:00Z")).letters).to.deep.equal([]);
  });

  it("in Tokyo: asked and declined", async () => {
    const people = { host: await known(aHost(), "Haruka", "en"), guest: await known(aGuest(), "Bea", "es") };
    const stays = await lives({ title: "Machiya", city: "Tokyo", country: "JP", timeZone: "Asia/Tokyo", currency: "JPY", instantBook: false }, people);
    const booking = await stays.paid(await stays.holdStay({ checkIn: "2027-02-01", checkOut: "2027-02-03" }, people.guest));
    const asked = await arrived();
    expect(asked.letters).to.deep.equal(["bea@example.com es Solicitado: Machiya 1 de febrero de 2027", "haruka@example.com en To answer: Machiya 1 February 2027"]);
    expect(asked.said("To answer")).to.include("before Wednesday 2 December 2026 at 19:00 (Japan Standard Time)");
    await decline(stays.context, people.host, { id: booking._id });
    expect((await arrived()).letters).to.deep.equal(["bea@example.com es Rechazado: Machiya 1 de febrero de 2027"]);
    expect((await arrived("2027-02-10T12:00:00Z")).letters).to.deep.equal([]);
  });

  it("by workers, who follow and send by themselves", async () => {
    const others = await freshStore();
    const config = { ...loadConfig({ NODE_ENV: "test" }), smtpUrl: server.url };
    const workers = await startWorkers({ store: others, config, log: pino({ level: "silent" }) });
    try {
      await register({ store: others, clock: databaseClock(others) }, { email: "zoe@example.com", password: "a word of many", name: "Zoe", language: "es" });
      for (const until = Date.now() + 10_000; server.letters.length === read && Date.now() < until; ) await delay(50);
      expect((await arrived()).letters).to.deep.equal(["zoe@example.com es Confirma tu dirección"]);
    } finally {
      await workers.close();
      await others.close();
    }
  });

  it("and each letter was handed over once", () => {
    const ids = server.letters.map(({ messageId }) => messageId);
    expect(new Set(ids).size).to.equal(ids.length);
  });
});
