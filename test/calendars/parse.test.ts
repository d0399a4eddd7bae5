/** What calendars say, however they say it; and what they may not do to who reads them. */
import { expect } from "chai";
import { FeedProblem } from "../../shared/calendars/feed-problem.ts";
import { parseFeed } from "../../shared/calendars/parse-feed.ts";
import { repetitions } from "../../shared/calendars/repeat.ts";
import { airbnb, anEvent, booking, entries, google, vrbo } from "../support/calendars/exports.ts";

const of = { calendarId: "a".repeat(24), timeZone: "Europe/Lisbon", today: "2026-12-01" };

const parse = (text: string | Uint8Array, more: Partial<typeof of> = {}, contentType?: string) => parseFeed(typeof text === "string" ? Buffer.from(text) : text, contentType, { ...of, ...more });
const runs = (text: string | Uint8Array, more: Partial<typeof of> = {}) => parse(text, more).map(({ checkIn, checkOut }) => `${checkIn}/${checkOut.slice(5)}`);
const problem = (text: string | Uint8Array) => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof FeedProblem) return error.message;
    throw error;
  }
  return "none";
};

describe("A calendar's", () => {
  const all: [string, string[], string[], string?][] = [
    ["days", ["DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"], ["2026-12-24/12-27"]],
    ["day without an end", ["DTSTART;VALUE=DATE:20261224"], ["2026-12-24/12-25"]],
    ["day that ends where it begins", ["DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261224"], ["2026-12-24/12-25"]],
    ["days that do not say so", ["DTSTART:20261224", "DTEND:20261227"], ["2026-12-24/12-27"]],
    ["days that last", ["DTSTART;VALUE=DATE:20261224", "DURATION:P1W"], ["2026-12-24/12-31"]],
    ["times of no zone", ["DTSTART:20261224T150000", "DTEND:20261227T110000"], ["2026-12-24/12-27"]],
    ["times of a zone, on the property's days", ["DTSTART;TZID=America/New_York:20261224T200000", "DTEND;TZID=America/New_York:20261226T200000"], ["2026-12-25/12-27"]],
    ["times of a zone with a prefix", ["DTSTART;TZID=/example.org/2026a/America/New_York:20261224T200000", "DURATION:P2D"], ["2026-12-25/12-27"]],
    ["times of a zone nobody knows", ["DTSTART;TZID=House Time:20261224T230000", "DTEND;TZID=House Time:20261226T010000"], ["2026-12-24/12-26"]],
    ["times in UTC", ["DTSTART:20261224T120000Z", "DURATION:P1DT20H"], ["2026-12-25/12-26"], "Pacific/Kiritimati"],
    ["a night from evening to morning", ["DTSTART:20261224T220000", "DTEND:20261225T060000"], ["2026-12-24/12-25"]],
    ["an hour of one day is no night", ["DTSTART:20261224T100000", "DTEND:20261224T120000"], []],
    ["what is cancelled", ["DTSTART;VALUE=DATE:20261224", "STATUS:CANCELLED"], []],
    ["what is free", ["DTSTART;VALUE=DATE:20261224", "TRANSP:TRANSPARENT"], []],
    ["what is over", ["DTSTART;VALUE=DATE:20261120", "DTEND;VALUE=DATE:20261201"], []],
    ["a stay that has begun", ["DTSTART;VALUE=DATE:20261120", "DTEND;VALUE=DATE:20261202"], ["2026-11-20/12-02"]],
    ["weeks, without one, and with one at another time", ["DTSTART;VALUE=DATE:20261204", "DTEND;VALUE=DATE:20261206", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;VALUE=DATE:20261211", "END:VEVENT", "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID;VALUE=DATE:20261218", "DTSTART;VALUE=DATE:20261219", "DTEND;VALUE=DATE:20261220"], ["2026-12-04/12-06", "2026-12-19/12-20", "2026-12-25/12-27"]],
    ["dates that are named beside", ["DTSTART;VALUE=DATE:20261204", "RDATE;VALUE=DATE:20261210,20261212"], ["2026-12-04/12-05", "2026-12-10/12-11", "2026-12-12/12-13"]],
    ["one of many that is cancelled", ["DTSTART;VALUE=DATE:20261204", "RRULE:FREQ=DAILY;COUNT=2", "END:VEVENT", "BEGIN:VEVENT", "UID:1", "STATUS:CANCELLED", "RECURRENCE-ID;VALUE=DATE:20261205", "DTSTART;VALUE=DATE:20261205"], ["2026-12-04/12-05"]],
    ["later version of an event", ["SEQUENCE:1", "DTSTART;VALUE=DATE:20261204", "END:VEVENT", "BEGIN:VEVENT", "UID:1", "SEQUENCE:3", "DTSTART;VALUE=DATE:20261210", "END:VEVENT", "BEGIN:VEVENT", "UID:1", "SEQUENCE:2", "DTSTART;VALUE=DATE:20261211"], ["2026-12-10/12-11"]],
    ["events that all have one UID", ["DTSTART;VALUE=DATE:20261204", "END:VEVENT", "BEGIN:VEVENT", "UID:1", "DTSTART;VALUE=DATE:20261210"], ["2026-12-04/12-05", "2026-12-10/12-11"]],
  ];
  for (const [name, lines, expected, timeZone = of.timeZone] of all) it(name, () => expect(runs(anEvent(...lines), { timeZone })).to.deep.equal(expected));

  it("lines may end, be folded, marked and encoded in many ways", () => {
    const text = vrbo([{ from: "2026-12-24", to: "2026-12-27", summary: "Reserved - Zoë" }]);
    const expected = ["2026-12-24/12-27"];
    expect(runs(text.replaceAll("\r\n", "\n"))).to.deep.equal(expected);
    expect(runs(text.replaceAll("\r\n", "\r"))).to.deep.equal(expected);
    expect(runs(`\uFEFF${text}`)).to.deep.equal(expected);
    expect(runs(Buffer.from(`\uFEFF${text}`, "utf16le"))).to.deep.equal(expected);
    expect(runs(Buffer.from(text, "latin1"))).to.deep.equal(expected);
    expect(runs(text.replace("DTSTART;VALUE=DATE:20261224", "DTSTART;VALUE\r\n =DATE:2026\r\n\t1224"))).to.deep.equal(expected);
    expect(runs(text.replace("VERSION:2.0", "VERSION:2.0\r\na line that is none"))).to.deep.equal(expected);
  });

  it("stays are reserved, closed, or one of the two, as their platform says it", () => {
    const kinds = (text: string) => parse(text).map(({ kind }) => kind);
    const one = { from: "2026-12-24", to: "2026-12-27" };
    expect(kinds(airbnb([one, { ...one, from: "2026-12-20", summary: "Airbnb (Not available)" }]))).to.deep.equal(["closed", "reserved"]);
    expect(kinds(vrbo([one, { ...one, from: "2026-12-20", summary: "Blocked" }]))).to.deep.equal(["closed", "reserved"]);
    expect(kinds(booking([one]))).to.deep.equal(["unclear"]);
    expect(kinds(google([one]))).to.deep.equal(["reserved"]);
  });

  it("repetitions are those of RFC 5545, in whole days", () => {
    const some = (first: string, rule: Parameters<typeof repetitions>[1], most = 4) => repetitions(first, rule, { from: 0, to: 22_000, most }).map((date) => date.slice(2));
    expect(some("1997-09-02", { freq: "DAILY", interval: 10 }, 3)).to.deep.equal(["97-09-02", "97-09-12", "97-09-22"]);
    expect(some("1997-09-02", { freq: "WEEKLY", interval: 2, byday: ["TU", "SU"], wkst: 2 })).to.deep.equal(["97-09-02", "97-09-07", "97-09-16", "97-09-21"]);
    expect(some("1997-08-05", { freq: "WEEKLY", interval: 2, count: 4, byday: ["TU", "SU"], wkst: 2 })).to.deep.equal(["97-08-05", "97-08-10", "97-08-19", "97-08-24"]);
    expect(some("1997-08-05", { freq: "WEEKLY", interval: 2, count: 4, byday: ["TU", "SU"], wkst: 1 })).to.deep.equal(["97-08-05", "97-08-17", "97-08-19", "97-08-31"]);
    expect(some("1997-09-05", { freq: "MONTHLY", byday: "1FR" }, 3)).to.deep.equal(["97-09-05", "97-10-03", "97-11-07"]);
    expect(some("1997-09-22", { freq: "MONTHLY", byday: "-2MO" }, 3)).to.deep.equal(["97-09-22", "97-10-20", "97-11-17"]);
    expect(some("1997-09-28", { freq: "MONTHLY", bymonthday: -3 }, 3)).to.deep.equal(["97-09-28", "97-10-29", "97-11-28"]);
    expect(some("1997-06-10", { freq: "YEARLY", bymonth: [6, 7], count: 4 })).to.deep.equal(["97-06-10", "97-07-10", "98-06-10", "98-07-10"]);
    expect(some("1997-05-19", { freq: "YEARLY", byday: "20MO" }, 3)).to.deep.equal(["97-05-19", "98-05-18", "99-05-17"]);
    expect(some("1997-12-24", { freq: "DAILY", until: "1997-12-26" }, 9)).to.have.length(3);
    expect(some("2024-02-29", { freq: "YEARLY" }, 2)).to.deep.equal(["24-02-29", "28-02-29"]);
  });

  const hostile: [string, () => string, RegExp][] = [
    ["2 MB of folded lines", () => anEvent("SUMMARY:LONG", "DTSTART;VALUE=DATE:20261224").replace("LONG", "a\r\n ".repeat(500_000)), /too long/],
    ["a line of very many parts", () => anEvent("DTSTART;LONG:20261224").replace("LONG", "X=1;".repeat(400_000)), /too long/],
    ["100,000 components within each other", () => "BEGIN:VCALENDAR\r\n".repeat(100_000), /not a calendar/],
    ["a rule of seconds", () => anEvent("DTSTART:20261201T000000Z", "DTEND:20261202T000000Z", "RRULE:FREQ=SECONDLY"), /repeats in a way/],
    ["a rule that never comes true", () => anEvent("DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9"), /none/],
    ["rules from the year 1", () => anEvent("DTSTART;VALUE=DATE:00010101", "RRULE:FREQ=DAILY;COUNT=99999999"), /too long ago/],
    ["a zone whose rule never ends", () => anEvent("DTSTART;TZID=X:20261224T150000", "DTEND;TZID=X:20261227T110000").replace("BEGIN:VEVENT", "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"), /none/],
    ["a hundred thousand dates beside its own", () => anEvent("DTSTART;VALUE=DATE:20261224", ...Array.from({ length: 20 }, () => `RDATE;TZID=A/B/C:${Array.from({ length: 5000 }, () => "20261224T150000").join(",")}`)), /more than 5000 dates/],
    ["5000 dates of a zone that nobody knows", () => anEvent("DTSTART;VALUE=DATE:20261224", `RDATE;TZID=A/B/C:${Array.from({ length: 5000 }, () => "20261224T150000").join(",")}`), /none/],
    ["51 rules", () => anEvent(...Array.from({ length: 51 }, (_, index) => ["DTSTART;VALUE=DATE:20260101", `UID:${index}`, "RRULE:FREQ=DAILY;COUNT=20000", "END:VEVENT", "BEGIN:VEVENT"]).flat(), "DTSTART;VALUE=DATE:20261201"), /repeat/],
    ["50 rules of every day", () => anEvent(...Array.from({ length: 50 }, (_, index) => ["DTSTART;VALUE=DATE:19800101", `UID:${index}`, "RRULE:FREQ=DAILY;COUNT=20000", "END:VEVENT", "BEGIN:VEVENT"]).flat(), "DTSTART;VALUE=DATE:20261201"), /more than 5000 stays/],
    ["5,001 events", () => airbnb(entries(5001, "2026-12-01")), /more than 5000 events/],
    ["5,000 events that take the place of one", () => anEvent(...Array.from({ length: 4999 }, () => ["DTSTART;VALUE=DATE:20261201", "RECURRENCE-ID;VALUE=DATE:20261201", "END:VEVENT", "BEGIN:VEVENT", "UID:1"]).flat(), "DTSTART;VALUE=DATE:20261201"), /none/],
    ["an end before time began", () => anEvent("DTSTART;VALUE=DATE:20261201", "DURATION:P99999D"), /none/],
    ["a page", () => "<html>\r\nBEGIN:VCALENDAR\r\n</html>", /not a calendar/],
  ];
  for (const [name, text, expected] of hostile) {
    it(`${name} are dealt with in no time`, () => {
      const written = text();
      const began = process.cpuUsage();
      expect(problem(written)).to.match(expected);
      expect(process.cpuUsage(began).user / 1000, "milliseconds of a processor").to.be.below(3000);
    });
  }

  it("problems repeat nothing of what was read", () => {
    for (const text of ["BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:secret", anEvent("DTSTART:secret"), anEvent("DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=SECRET"), anEvent("DTSTART;VALUE=DATE:20261201", "DURATION:secret")]) {
      expect(problem(text)).to.match(/^[A-Z]/).and.not.match(/secret/i);
    }
  });
});
