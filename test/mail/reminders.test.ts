import { expect } from "chai";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { instantAt, type Night } from "../../shared/contract/dates.ts";
import type { StoredBooking } from "../../shared/store/documents.ts";
import { hourOn, remindersOf } from "../../workers/mail/reminders.ts";

const ZONES = ["Pacific/Apia", "Pacific/Kiritimati", "America/New_York", "Europe/Paris", "Australia/Lord_Howe"];
const LONG_AGO = new Date("2001-01-01T00:00:00Z");

const wallClock = (at: Date, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime().toString();

function confirmed(timeZone: string, checkIn: Night, checkOut: Night): StoredBooking {
  const property = { title: "", city: "", timeZone, checkInFrom: "15:00", checkOutUntil: "11:00" };
  return { _id: "b", status: "confirmed", checkIn, checkOut, property, createdAt: LONG_AGO, endsAt: instantAt(checkOut, "11:00", timeZone) } as StoredBooking;
}

/** Dates on which a zone sets its clocks, from one year on. */
function changesOf(timeZone: string, year: number): Night[] {
  const from = Temporal.ZonedDateTime.from({ year, month: 1, day: 1, timeZone });
  const changes: Night[] = [];
  for (let at = from.getTimeZoneTransition("next"); at && at.year === year; at = at.getTimeZoneTransition("next")) changes.push(at.toPlainDate().toString());
  return changes;
}

describe("Reminders", () => {
  for (const [timeZone, changes] of [["America/New_York", 2], ["Europe/Paris", 2], ["Australia/Lord_Howe", 2], ["Pacific/Apia", 0], ["Pacific/Kiritimati", 0]] as const) {
    it(`come at the same hour on the days around each change of clocks in ${timeZone}`, () => {
      const dates = changesOf(timeZone, 2027);
      expect(dates).to.have.length(changes);
      for (const date of dates.length > 0 ? dates : ["2027-03-28", "2027-10-31"]) {
        for (const offset of [-8, -7, -2, -1, 0, 1, 2, 6, 7, 8]) {
          const checkIn = Temporal.PlainDate.from(date).add({ days: offset });
          const checkOut = checkIn.add({ days: 3 });
          const all = remindersOf(confirmed(timeZone, checkIn.toString(), checkOut.toString()), LONG_AGO, [7, 1]);
          expect(all.map(({ at }) => wallClock(at, timeZone)).sort()).to.deep.equal([
            `${checkIn.subtract({ days: 7 }).toString()}T10:00:00`, `${checkIn.subtract({ days: 1 }).toString()}T10:00:00`, `${checkOut.subtract({ days: 1 }).toString()}T18:00:00`,
          ]);
        }
      }
    });
  }

  it("come a day earlier where the place left their day out: Apia had no 30 December 2011", () => {
    expect(wallClock(hourOn("2011-12-30", "10:00", "Pacific/Apia"), "Pacific/Apia")).to.equal("2011-12-29T10:00:00");
    const [day] = remindersOf(confirmed("Pacific/Apia", "2011-12-31", "2012-01-02"), LONG_AGO, [1]);
    expect(day!.at.toISOString()).to.equal("2011-12-29T20:00:00.000Z");
    expect(day!.at < instantAt("2011-12-31", "15:00", "Pacific/Apia")).to.equal(true);
  });

  it("come in Apia when it is the day before in New York, and last of all there", () => {
    const at = (timeZone: string) => remindersOf(confirmed(timeZone, "2027-01-10", "2027-01-12"), LONG_AGO, [1])[0]!.at.toISOString();
    expect(ZONES.map(at)).to.deep.equal(["2027-01-08T21:00:00.000Z", "2027-01-08T20:00:00.000Z", "2027-01-09T15:00:00.000Z", "2027-01-09T09:00:00.000Z", "2027-01-08T23:00:00.000Z"]);
  });

  it("are at their hour on any date anywhere, before what they remind of, each with a key of its own", () => {
    const stay = fc.record({
      timeZone: fc.constantFrom(...ZONES, "Asia/Kathmandu", "America/St_Johns", "Africa/Casablanca", "Antarctica/Troll", "UTC"),
      first: fc.integer({ min: 0, max: 4000 }), nights: fc.integer({ min: 1, max: 40 }),
      days: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
    });
    fc.assert(fc.property(stay, ({ timeZone, first, nights, days }) => {
      const checkIn = Temporal.PlainDate.from("2026-01-01").add({ days: first });
      const booking = confirmed(timeZone, checkIn.toString(), checkIn.add({ days: nights }).toString());
      const all = remindersOf(booking, LONG_AGO, days);
      expect(all).to.have.length(days.length + 1);
      expect(new Set(all.map(({ key }) => key)).size).to.equal(all.length);
      for (const { kind, at, until } of all) {
        expect(wallClock(at, timeZone).slice(11, 16)).to.equal(kind === "check_in_reminder" ? "10:00" : "18:00");
        expect(at < until && until <= booking.endsAt).to.equal(true);
      }
    }));
  });

  it("of a stay that was booked or moved later than their time are none", () => {
    const booking = confirmed("Europe/Paris", "2027-05-20", "2027-05-22");
    const kinds = (since: string) => remindersOf(booking, new Date(since), [7, 1]).map(({ key }) => key.slice(2));
    expect(kinds("2027-05-13T07:59:00Z")).to.deep.equal(["check_in_reminder:2027-05-20:1", "check_in_reminder:2027-05-20:7", "check_out_reminder:2027-05-22"]);
    expect(kinds("2027-05-13T08:00:00Z")).to.deep.equal(["check_in_reminder:2027-05-20:1", "check_out_reminder:2027-05-22"]);
    expect(kinds("2027-05-20T12:00:00Z")).to.deep.equal(["check_out_reminder:2027-05-22"]);
    expect(kinds("2027-05-21T16:00:00Z")).to.deep.equal([]);
  });

  it("of a hold come three minutes before its end, where it lasts for six", () => {
    const held = (seconds: number) => ({ ...confirmed("Europe/Paris", "2027-05-20", "2027-05-22"), status: "held", holdUntil: new Date(LONG_AGO.getTime() + seconds * 1000) }) as StoredBooking;
    expect(remindersOf(held(600), LONG_AGO, [7]).map(({ kind, at }) => [kind, at.toISOString()])).to.deep.equal([["hold_ending", "2001-01-01T00:07:00.000Z"]]);
    expect(remindersOf(held(360), LONG_AGO, [7])).to.have.length(1);
    expect(remindersOf(held(359), LONG_AGO, [7])).to.have.length(0);
  });

  it("are none of a booking that is no more, and after arrival only that of departure", () => {
    const booking = confirmed("Europe/Paris", "2027-05-20", "2027-05-22");
    for (const status of ["requested", "cancelled", "expired", "no_show", "completed"] as const) expect(remindersOf({ ...booking, status }, LONG_AGO, [7, 1]), status).to.deep.equal([]);
    expect(remindersOf({ ...booking, status: "checked_in" }, LONG_AGO, [7, 1]).map(({ kind }) => kind)).to.deep.equal(["check_out_reminder"]);
  });
});
