/** Other dates for a stay: the live calendar, in which the guest's own nights are theirs to choose again, and the offer. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useLocation } from "wouter";
import { z } from "zod";
import { monthKey } from "../../../shared/contract/client/months.ts";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { addMonths, monthOf } from "../../../shared/contract/dates.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { PublicMonth } from "../../../shared/contract/month.ts";
import type { Property } from "../../../shared/contract/property.ts";
import type { Choice } from "../calendar/choose.ts";
import { calendarOf } from "../calendar/nights.ts";
import { StayCalendar } from "../calendar/StayCalendar.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { useMonths } from "../property/useMonths.ts";
import { live, rest } from "../service.ts";
import { useNow } from "../useNow.ts";
import { shortNight } from "../words.ts";
import type { Wish } from "./changeWords.ts";
import { ChangePanel } from "./ChangePanel.tsx";

export function ChangeDates({ booking }: { booking: BookingView }) {
  const property = useQuery({ queryKey: ["property", booking.propertyId], queryFn: () => rest.call("property", { params: { id: booking.propertyId } }), staleTime: 60_000 });
  if (property.isPending) return <p className="waiting" role="status">Loading …</p>;
  if (!property.data) return <Trouble error={property.error} again={() => void property.refetch()} />;
  // Changed elsewhere meanwhile, one begins with the dates that are so now.
  return <Choosing key={`${booking.checkIn}/${booking.checkOut}/${booking.guests}`} booking={booking} property={property.data} />;
}

function Choosing({ booking, property }: { booking: BookingView; property: Property }) {
  const [choice, setChoice] = useState<Choice>({ checkIn: booking.checkIn, checkOut: booking.checkOut });
  const [guests, setGuests] = useState(booking.guests);
  const [first, setFirst] = useState(monthOf(booking.checkIn));
  const now = useNow();
  const { months, changed, loading } = useMonths(property.id, first);
  const calendar = useMemo(() => calendarOf(property, months, now, booking), [property, months, booking, now]);
  const monthsVersion = [0, 1, 2].map((after) => months.get(monthKey(property.id, addMonths(choice.checkIn ? monthOf(choice.checkIn) : first, after)))?.version ?? 0).join(".");
  const change = useChange(booking.id);
  const choose = (next: Choice) => {
    if (next.checkIn && next.checkOut && (monthOf(next.checkIn) < first || monthOf(next.checkIn) > addMonths(first, 1))) setFirst(monthOf(next.checkIn));
    setChoice(next);
  };
  return (
    <div className="change-columns">
      <section className="change-calendar" aria-labelledby="calendar-title">
        <h2 id="calendar-title">Live calendar</h2>
        <StayCalendar
          calendar={calendar}
          currency={property.currency}
          units={property.units}
          choice={choice}
          changed={changed}
          first={first}
          loading={loading}
          onFirst={setFirst}
          onChoice={setChoice}
        />
        {choice.checkIn && choice.checkOut && (choice.checkIn !== booking.checkIn || choice.checkOut !== booking.checkOut) && <a className="change-jump" href="#offer"><strong>{shortNight(choice.checkIn)} – {shortNight(choice.checkOut)}</strong> <span className="button">See the price</span></a>}
      </section>
      <ChangePanel
        booking={booking}
        property={property}
        calendar={calendar}
        choice={choice}
        guests={guests}
        monthsVersion={monthsVersion}
        loading={loading}
        change={change}
        onChoice={choose}
        onGuests={setGuests}
      />
    </div>
  );
}

export type Changing = ReturnType<typeof useChange>;

function useChange(id: string) {
  const [, go] = useLocation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ wish: { checkIn, checkOut, guests }, expectedDifference }: { wish: Wish; expectedDifference: number }) =>
      rest.call("changeDates", { params: { id }, body: { checkIn, checkOut, guests, expectedDifference } }),
    onSuccess: (booking) => {
      live.stays.accept([booking]);
      go(`/stays/${id}`, { replace: true });
    },
    onError: (error) => {
      if (!(error instanceof Refusal)) return;
      const months = z.array(PublicMonth).safeParse(error.more["months"]);
      if (months.success) live.availability.accept(months.data);
      if (error.code === "price_changed") void queries.invalidateQueries({ queryKey: ["dates", id] });
    },
  });
}
