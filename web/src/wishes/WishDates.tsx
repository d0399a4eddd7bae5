/** Dates by hand: in the calendar taken nights can't be chosen, and who wants those waits for them. */
import { type FormEvent, useState } from "react";
import { addDays, Night } from "../../../shared/contract/dates.ts";
import type { Choice } from "../calendar/choose.ts";
import type { Calendar } from "../calendar/nights.ts";
import { Field } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import "../style/wishes.css";

export function WishDates({ calendar: { today, horizon }, onChoice }: { calendar: Calendar; onChoice: (choice: Choice) => void }) {
  const [problems, setProblems] = useState<{ checkIn?: string; checkOut?: string }>({});
  useFocusWrong(problems);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [checkIn, checkOut] = [formText(form, "checkIn"), formText(form, "checkOut")];
    const wrong = {
      ...((!Night.safeParse(checkIn).success || checkIn < today) && { checkIn: "A day from today on" }),
      ...((!Night.safeParse(checkOut).success || checkOut <= checkIn) && { checkOut: "A day after you arrive" }),
    };
    setProblems(wrong);
    if (Object.keys(wrong).length === 0) onChoice({ checkIn, checkOut });
  }
  return (
    <details className="wish-dates">
      <summary>Are the nights you want taken?</summary>
      <form className="form" onSubmit={submit} noValidate>
        <p className="hint">Name them, and we can tell you when they free.</p>
        <div className="wish-fields">
          <Field label="Arrive" name="checkIn" type="date" min={today} max={horizon} problem={problems.checkIn} />
          <Field label="Leave" name="checkOut" type="date" min={addDays(today, 1)} max={horizon} problem={problems.checkOut} />
        </div>
        <button type="submit" className="button quiet">Choose these</button>
      </form>
    </details>
  );
}
