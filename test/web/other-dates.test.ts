/** Other dates that a guest asks for, as the host reads of them. */
import { expect } from "chai";
import type { BookingView, PendingChange } from "../../shared/contract/booking.ts";
import { ALERT_TYPES, type Alert } from "../../shared/contract/events.ts";
import { alertWords, titleNow } from "../../web/src/host/alertWords.ts";
import { requestOutcome } from "../../web/src/host/changeOutcome.ts";
import { changeLines, changeText } from "../../web/src/host/changeWords.ts";

const quote = { currency: "EUR", lines: [], total: 35_400 };
const booking = { id: "b", propertyTitle: "Casa", status: "confirmed", version: 3, checkIn: "2026-12-14", checkOut: "2026-12-17", guests: 2, quote, payment: { status: "captured" } } as unknown as BookingView;
const change = (difference: number, awaits: PendingChange["awaits"] = "host"): PendingChange => ({ checkIn: "2026-12-14", checkOut: "2026-12-19", guests: 3, quote: { ...quote, total: 57_000 }, difference, awaits, until: "2026-11-25T10:00:00.000Z" });
const asked = { ...booking, change: change(21_600) };
const alert = (type: Alert["type"], of: BookingView): Alert => ({ id: "a", type, at: "2026-11-24T10:00:00.000Z", propertyId: "p", read: false, booking: of });

describe("Other dates that are asked for", () => {
  it("stand under the dates as they are, with what moves and to whom", () => {
    const [now, then, difference] = changeLines(booking, change(21_600)).map(({ text }) => text);
    expect(now).to.match(/14 Dec.*17 Dec.* · 3 nights · 2 guests$/);
    expect(then).to.match(/14 Dec.*19 Dec.* · 5 nights · 3 guests$/);
    expect(difference).to.equal("€216 more, for the guest to pay");
    expect(changeLines(booking, change(-4_050)).at(-1)!.text).to.equal("€40.50 less, which goes back to the guest");
    expect(changeLines(booking, change(0)).at(-1)!.text).to.equal("None, the price stays the same");
  });

  it("are said in one line with their own price, not with the stay's", () => {
    expect(changeText(change(21_600))).to.match(/19 Dec.* · 3 guests · €216 more$/);
    expect(alertWords(alert("booking.change_requested", asked)).text).to.match(/^Casa, .*19 Dec.*, 3 guests, €216 more$/);
    expect(alertWords(alert("booking.changed", booking)).text).to.match(/17 Dec.*, 2 guests, €354$/);
  });

  it("are called by what became of them", () => {
    const changed = { ...booking, checkOut: "2026-12-19", guests: 3 };
    const other = { ...booking, change: { ...change(0), checkOut: "2026-12-18" } };
    expect([asked, { ...booking, change: change(21_600, "payment") }, changed, booking, other].map((now) => requestOutcome(asked, now))).to.deep.equal(["open", "accepted", "changed", "over", "over"]);
    const titles = [asked, { ...booking, change: change(21_600, "payment") }, changed, booking].map((now) => titleNow(alert("booking.change_requested", asked), now));
    const moreGuests = { ...booking, change: { ...change(4_000), checkOut: booking.checkOut } };
    expect(titleNow(alert("booking.change_requested", moreGuests), moreGuests)).to.equal("A guest asks to change the number of guests");
    expect(titles).to.deep.equal(["A guest asks for other dates", "Change accepted, to be paid", "Booking changed", "Change asked for: nothing changed"]);
  });
});

describe("An alert", () => {
  it("of each type has a title", () => {
    for (const type of ALERT_TYPES) expect(alertWords(alert(type, booking)).title, type).to.match(/^[A-Z].{5,}/);
    expect(titleNow(alert("booking.requested", booking), { ...booking, status: "declined" })).to.equal("You declined");
  });
});
