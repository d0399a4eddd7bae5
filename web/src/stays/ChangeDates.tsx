/** Other dates for a stay: the live calendar, in which the guest's own nights are theirs to choose again, and the offer. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { z } from "zod";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { monthOf } from "../../../shared/contract/dates.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { PublicMonth } from "../../../shared/contract/month.ts";
import type { Property } from "../../../shared/contract/property.ts";
import type { Choice } from "../calendar/choose.ts";
import { StayCalendar } from "../calendar/StayCalendar.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { monthToTurnTo, useLiveCalendar } from "../property/useLiveCalendar.ts";
import { live, rest } from "../service.ts";
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
  const { calendar, changed, loading, monthsVersion } = useLiveCalendar(property, first, choice, booking);
  const change = useChange(booking.id);
  const choose = (next: Choice) => {
    setFirst((shown) => monthToTurnTo(next, shown) ?? shown);
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
