import { expect } from "chai";
import pino from "pino";
import { createUser } from "../../shared/accounts/create-user.ts";
import { register } from "../../shared/accounts/register.ts";
import { cancel } from "../../shared/booking/cancel.ts";
import { hold } from "../../shared/booking/hold.ts";
import { pay } from "../../shared/booking/pay.ts";
import { settle } from "../../shared/booking/settle.ts";
import type { StoredBooking, StoredProperty } from "../../shared/store/documents.ts";
import type { Store } from "../../shared/store/open.ts";
import { deliver, type MailContext } from "../../workers/mail/deliver.ts";
import { followLetters } from "../../workers/mail/follow-letters.ts";
import type { Letter } from "../../workers/mail/mailer.ts";
import { aGuest, aHost, contextWith, handClock, listedProperty } from "../support/fixtures.ts";
import { freshStore } from "../support/mongo.ts";

describe("Letters", () => {
  let store: Store;
  let context: ReturnType<typeof contextWith>;
  let mail: MailContext;
  let property: StoredProperty;
  let sent: Letter[];
  let failures: number;
  const guest = aGuest();
  const host = aHost();
  const time = handClock("2026-11-24T08:00:00Z");

  beforeEach(async () => {
    store = await freshStore();
    context = contextWith(store, time.clock);
    sent = [];
    failures = 0;
    mail = {
      store, clock: time.clock, log: pino({ level: "silent" }), publicUrl: "https://stay.example",
      tokenFor: () => Promise.resolve("signed"),
      mailer: async (letter) => {
        if (failures-- > 0) throw new Error("the mail server is away");
        sent.push(letter);
      },
    };
    await createUser(store, { _id: guest.id, email: "ada@vacancy.test", name: "Ada <Lovelace>", roles: ["guest"], passwordHash: "" });
    property = await listedProperty(context, host);
  });
  afterEach(() => store.close());

  async function confirmed(checkIn: string, checkOut: string): Promise<StoredBooking> {
    const booking = await hold(context, guest, { propertyId: property._id, checkIn, checkOut, guests: 2 });
    const { clientSecret } = await pay(context, guest, { id: booking._id });
    await context.payments.submit({ clientSecret, card: "4242424242424242" });
    await context.payments.settleDue((intentId) => settle(context, intentId));
    return booking;
  }

  async function work(): Promise<void> {
    await followLetters(context);
    await deliver(mail);
  }

  it("confirm a booking once, with dates, address and what was paid", async () => {
    const booking = await confirmed("2026-12-30", "2027-01-02");
    await work();
    await work();
    expect(sent).to.have.length(1);
    const [letter] = sent as [Letter];
    expect(letter.to).to.equal("ada@vacancy.test");
    for (const part of ["Wednesday, December 30, 2026", "Saturday, January 2, 2027", "from 15:00", "€354", "Rua da Reboleira 12", `https://stay.example/stays/${booking._id}`]) {
      expect(letter.text).to.include(part);
    }
    expect(letter.html).to.include("Ada &lt;Lovelace&gt;").and.not.include("<Lovelace>");
  });

  it("are sent once by two workers at once, and by one that starts again", async () => {
    for (const day of [10, 12, 14, 16, 18]) await confirmed(`2026-12-${day}`, `2026-12-${day + 1}`);
    await Promise.all([work(), work(), work()]);
    await store.followers.deleteMany({});
    await Promise.all([work(), work()]);
    expect(sent).to.have.length(5);
  });

  it("that could not be sent are tried again, later each time", async () => {
    await confirmed("2026-12-10", "2026-12-12");
    failures = 2;
    await work();
    expect(sent).to.have.length(0);
    time.advance(29);
    await work();
    time.advance(2);
    await work();
    expect(sent).to.have.length(0);
    time.advance(61);
    await work();
    expect(sent).to.have.length(1);
  });

  it("say nothing of a booking that no longer is", async () => {
    const { _id } = await confirmed("2026-12-10", "2026-12-12");
    await cancel(context, guest, { id: _id });
    await work();
    expect(sent.map(({ subject }) => subject)).to.deep.equal(["Cancelled: Casa da Ribeira, Thursday, December 10, 2026"]);
  });

  it("ask a new person to verify the address, and nobody a second time", async () => {
    const registration = { email: "new@vacancy.test", password: "a long password", name: "New" };
    await register(context, registration);
    await register(context, registration);
    await work();
    expect(sent.map(({ to, text }) => ({ to, link: /https:\S+/.exec(text)?.[0] }))).to.deep.equal([
      { to: "new@vacancy.test", link: "https://stay.example/verify-email?token=signed" },
    ]);
  });
});
