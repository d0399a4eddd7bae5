import { type FormEvent, useEffect, useState } from "react";
import { addDays, localDate, Night } from "../../../shared/contract/dates.ts";
import { Field } from "../parts/Field.tsx";
import { GuestsField } from "../parts/GuestsField.tsx";
import { clock } from "../service.ts";
import type { Wish } from "./SearchPage.tsx";

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function SearchForm({ wish, onSearch }: { wish: Wish; onSearch: (wish: Wish) => void }) {
  const today = localDate(new Date(clock.now()), here);
  const [text, setText] = useState(wish.text ?? "");
  const [checkIn, setCheckIn] = useState(wish.checkIn ?? "");
  const [checkOut, setCheckOut] = useState(wish.checkOut ?? "");
  const [guests, setGuests] = useState(Number(wish.guests) || 2);
  const [problem, setProblem] = useState<string>();

  // Going back, or “without dates”, changes what is asked: the fields follow.
  useEffect(() => {
    setText(wish.text ?? "");
    setCheckIn(wish.checkIn ?? "");
    setCheckOut(wish.checkOut ?? "");
    setGuests(Number(wish.guests) || 2);
  }, [wish.text, wish.checkIn, wish.checkOut, wish.guests]);

  /** A departure that no longer follows the arrival moves behind it. */
  function arrive(night: string): void {
    setCheckIn(night);
    if (Night.safeParse(night).success && checkOut <= night) setCheckOut(addDays(night, 3));
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (Boolean(checkIn) !== Boolean(checkOut)) return setProblem("Give both dates, or none.");
    if (checkIn && checkIn >= checkOut) return setProblem("Leave after you arrive.");
    setProblem(undefined);
    const { text: _text, checkIn: _in, checkOut: _out, ...kept } = wish;
    onSearch({ ...kept, ...(text.trim() && { text: text.trim() }), ...(checkIn && { checkIn, checkOut }), guests: String(guests) });
  }

  return (
    <form className="search-form" role="search" onSubmit={submit} noValidate>
      <Field label="Where" name="text" value={text} onChange={(event) => setText(event.target.value)} placeholder="A city, or a word" autoComplete="off" maxLength={100} />
      <Field label="Arrive" type="date" min={today} value={checkIn} onChange={(event) => arrive(event.target.value)} />
      <Field label="Leave" type="date" min={addDays(Night.safeParse(checkIn).data ?? today, 1)} value={checkOut} onChange={(event) => setCheckOut(event.target.value)} problem={problem} />
      <GuestsField value={guests} onChange={setGuests} />
      <button type="submit" className="button">Search</button>
    </form>
  );
}
