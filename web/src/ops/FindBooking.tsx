import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Field } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { StatusTag } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest } from "../service.ts";
import { useStore } from "../useStore.ts";
import { shortId, stayDates } from "../words.ts";

/** @param brief shows bookings only when they are asked for */
export function FindBooking({ brief = false }: { brief?: boolean }) {
  const [q, setQ] = useState("");
  const found = useQuery({ queryKey: ["ops-bookings", q], queryFn: () => rest.call("opsBookings", { query: { limit: 10, ...(q && { q }) } }), enabled: !brief || q !== "" });
  const { list } = useStore(live.operations.feed);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setQ(formText(new FormData(event.currentTarget), "q"));
  };
  /** The feed beside it may know better by now. */
  const latest = (booking: BookingView) => list.reduce((best, { booking: told }) => (told?.id === best.id && told.version > best.version ? told : best), booking);
  const items = brief && !q ? [] : (found.data?.items ?? []);
  return (
    <section className="find-booking" aria-labelledby="find-title">
      <div className="row ops-head"><h2 id="find-title">Find a booking</h2></div>
      <form className="inline-form" onSubmit={submit} role="search">
        <Field label="Number, guest’s email or property" name="q" maxLength={100} autoComplete="off" />
        <button type="submit" className="button quiet">Find</button>
      </form>
      <Trouble error={found.error} />
      <p className="soft small" role="status">{!found.data || (brief && !q) ? "" : q ? (items.length === 0 ? `No booking matches “${q}”.` : items.length < 10 ? `${items.length} found` : "The latest 10 that match") : "Changed last:"}</p>
      <ul className="found" role="list">
        {items.map(latest).map((booking) => (
          <li key={booking.id} className="whole-link card">
            <div className="row head"><h3><Link href={`/ops/bookings/${booking.id}`}>{booking.propertyTitle}</Link></h3><StatusTag status={booking.status} /></div>
            <p className="soft small">{stayDates(booking)} · <span title={booking.id}>{shortId(booking.id)}</span></p>
          </li>
        ))}
      </ul>
    </section>
  );
}
