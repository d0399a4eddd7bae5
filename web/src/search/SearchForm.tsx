import { type FormEvent, useEffect, useState } from "react";
import { addDays, daysBetween, localDate, Night } from "../../../shared/contract/dates.ts";
import { MOST_HORIZON_DAYS, MOST_NIGHTS } from "../../../shared/contract/property.ts";
import { Field } from "../parts/Field.tsx";
import { GuestsField } from "../parts/GuestsField.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { clock } from "../service.ts";
import type { Wish } from "./SearchPage.tsx";

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What is wrong, said beside the field that it is about. */
function wrongDates(checkIn: string, checkOut: string, today: string): { arrive?: string; leave?: string } {
  if (!checkIn && !checkOut) return {};
  if (!checkIn) return { arrive: "When do you arrive?" };
  if (checkIn < today) return { arrive: "That day is over." };
  if (checkIn > addDays(today, MOST_HORIZON_DAYS)) return { arrive: "That is too far ahead." };
  if (!checkOut) return { leave: "When do you leave?" };
  if (checkOut <= checkIn) return { leave: "Leave after you arrive." };
  return daysBetween(checkIn, checkOut) > MOST_NIGHTS ? { leave: `${MOST_NIGHTS} nights at most.` } : {};
}

export function SearchForm({ wish, onSearch }: { wish: Wish; onSearch: (wish: Wish) => void }) {
  const today = localDate(new Date(clock.now()), here);
  const [text, setText] = useState(wish.text ?? "");
  const [checkIn, setCheckIn] = useState(wish.checkIn ?? "");
  const [checkOut, setCheckOut] = useState(wish.checkOut ?? "");
  const [guests, setGuests] = useState(Number(wish.guests) || 2);
  const [problem, setProblem] = useState<{ arrive?: string; leave?: string }>({});

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
    const wrong = wrongDates(checkIn, checkOut, today);
    setProblem(wrong);
    if (wrong.arrive ?? wrong.leave) return;
    const { text: _text, checkIn: _in, checkOut: _out, ...kept } = wish;
    onSearch({ ...kept, ...(text.trim() && { text: text.trim() }), ...(checkIn && { checkIn, checkOut }), guests: String(guests) });
  }

  useFocusWrong(problem);
  const last = addDays(today, MOST_HORIZON_DAYS);
  return (
    <form className="search-form" role="search" onSubmit={submit} noValidate>
      <Field label="Where" name="text" value={text} onChange={(event) => setText(event.target.value)} placeholder="A city, or a word" autoComplete="off" maxLength={100} />
      <Field label="Arrive" type="date" min={today} max={addDays(last, -1)} value={checkIn} onChange={(event) => arrive(event.target.value)} problem={problem.arrive} />
      <Field label="Leave" type="date" min={addDays(Night.safeParse(checkIn).data ?? today, 1)} max={last} value={checkOut} onChange={(event) => setCheckOut(event.target.value)} problem={problem.leave} />
      <GuestsField value={guests} onChange={setGuests} />
      <button type="submit" className="button">Search</button>
    </form>
  );
}
