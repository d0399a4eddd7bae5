/** Acts of the model that change what was agreed: other dates, and what hosts and guests answer. */
import { expect } from "chai";
import fc from "fast-check";
import { accept } from "../../shared/booking/accept.ts";
import { changeDates } from "../../shared/booking/change-dates.ts";
import { decline, withdraw } from "../../shared/booking/end-request.ts";
import { addDays, daysBetween, outside } from "../../shared/contract/dates.ts";
import { arrivalOn, type Booked, DAY, HOLD_SECONDS, outcomeOf, TODAY, type Waiting, type World } from "./model-world.ts";

const which = fc.nat({ max: 30 });
const shift = fc.integer({ min: -4, max: 4 });

export const changeSteps = [
  { weight: 8, arbitrary: fc.record({ do: fc.constant("change" as const), which, starts: shift, ends: shift }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("answer" as const), which, how: fc.constantFrom("accept" as const, "accept" as const, "decline" as const, "withdraw" as const) }) },
];

type Dated = Pick<Waiting, "from" | "to">;
const stayOf = ({ from, to }: Dated) => ({ checkIn: from, checkOut: to });

export function changeActs(world: World) {
  const { model, now, context, host, pickOf, statusOf, priced, move, drop } = world;
  const untilOf = (booking: Booked, { from }: Dated, milliseconds: number) => Math.min(now() + milliseconds, arrivalOn(booking.from), arrivalOn(from));

  /** As the host said yes to it. */
  function makeOrOffer(booking: Booked, change: Waiting): void {
    if (model.cost(change.prices) <= model.cost(booking.prices)) return move(booking, change);
    const until = untilOf(booking, change, DAY);
    booking.change = { ...change, awaits: "payment", until };
    model.holdBeside(booking.id, outside(stayOf(booking), stayOf(change)), until);
  }

  /** @returns what accepting must come to */
  function accepting(booking: Booked, status: string): string {
    const { change, asked, id } = booking;
    if (change?.awaits === "payment") return "done";
    if (change && change.until <= now()) return "wrong_state";
    if (change) makeOrOffer(booking, change);
    else if (status === "requested") {
      if (!model.has(id, now())) return "wrong_state";
      model.claim({ ...booking, units: 1, until: Infinity });
    } else return asked && (status === "confirmed" || status === "cancelled") ? "done" : "wrong_state";
    return "done";
  }

  /** @returns what declining or withdrawing must come to */
  function ending(booking: Booked, status: string, how: "decline" | "withdraw"): string {
    const { change, id } = booking;
    if (status === (how === "decline" ? "declined" : "withdrawn")) return "done";
    if (change && !change.lapsed && (how === "withdraw" || change.awaits === "host")) {
      drop(booking);
      return "done";
    }
    if (status !== "requested") return "wrong_state";
    model.drop(id);
    return "done";
  }

  return {
    async change({ which: index, starts, ends }: { which: number; starts: number; ends: number }): Promise<void> {
      const booking = await pickOf(index, "confirmed");
      if (!booking) return;
      const moved = addDays(booking.from, starts);
      const from = moved < addDays(TODAY, 3) ? addDays(TODAY, 3) : moved;
      const to = addDays(booking.to, ends);
      if (from >= to || daysBetween(from, to) > 30) return;
      const status = await statusOf(booking.id);
      const added = outside(stayOf(booking), { checkIn: from, checkOut: to });
      const isSame = from === booking.from && to === booking.to;
      const fits = added.every(({ checkIn, checkOut }) => model.fits(checkIn, checkOut, 1, now(), booking.id));
      const { code, value } = await outcomeOf(changeDates(context, booking.guest, { id: booking.id, checkIn: from, checkOut: to }));
      expect(code).to.equal(status !== "confirmed" ? "wrong_state" : isSame ? "invalid_input" : fits ? "done" : "nights_taken");
      if (!value) return;
      const dates = { from, to, prices: priced(booking, from, to) };
      const asksHost = booking.asked === true;
      if (!asksHost && model.cost(dates.prices) <= model.cost(booking.prices)) return move(booking, dates);
      const until = untilOf(booking, dates, asksHost ? DAY : HOLD_SECONDS * 1000);
      booking.change = { ...dates, until, awaits: asksHost ? "host" : "payment", attempt: value.change!.attempt };
      model.holdBeside(booking.id, added, until);
    },
    async answer(booking: Booked, how: "accept" | "decline" | "withdraw"): Promise<void> {
      const status = await statusOf(booking.id);
      const expected = how === "accept" ? accepting(booking, status) : ending(booking, status, how);
      const verb = { accept, decline, withdraw }[how];
      const { code } = await outcomeOf(verb(context, how === "withdraw" ? booking.guest : host, { id: booking.id }));
      expect(code, `${how} of ${status}`).to.equal(expected);
    },
  };
}
