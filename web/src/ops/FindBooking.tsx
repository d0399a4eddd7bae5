import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { Field } from "../parts/Field.tsx";
import { StatusTag } from "../parts/StatusTag.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { stayDates } from "../words.ts";
import { formText } from "../parts/formText.ts";

export function FindBooking() {
  const [q, setQ] = useState("");
  const found = useQuery({ queryKey: ["ops-bookings", q], queryFn: () => rest.call("opsBookings", { query: { limit: 10, ...(q && { q }) } }) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setQ(formText(new FormData(event.currentTarget), "q"));
  };
  return (
    <section className="find-booking" aria-labelledby="find-title">
      <h2 id="find-title">Find a booking</h2>
      <form className="inline-form" onSubmit={submit} role="search">
        <Field label="Number, guest’s address or property" name="q" maxLength={100} />
        <button type="submit" className="button quiet">Find</button>
      </form>
      <Trouble error={found.error} />
      {found.data?.items.length === 0 && <p className="empty">No booking found.</p>}
      <ul className="found" role="list">
        {found.data?.items.map((booking) => (
          <li key={booking.id} className="card">
            <div className="row spread"><h3><Link href={`/ops/bookings/${booking.id}`}>{booking.propertyTitle}</Link></h3><StatusTag status={booking.status} /></div>
            <p className="soft small">{stayDates(booking)} · {booking.id}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
