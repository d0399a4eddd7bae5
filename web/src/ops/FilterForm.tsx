/** What of the feed is shown: chosen here, or by a row. The address holds it. */
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { ActivityFilter } from "../../../shared/contract/activity-filter.ts";
import { EVENT_TYPES, EventType } from "../../../shared/contract/events.ts";
import { Id } from "../../../shared/contract/ids.ts";
import { Field, Select } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { shortId } from "../words.ts";
import { typeWords } from "./activityWords.ts";

export const NAMES = ["type", "propertyId", "bookingId", "personId"] as const;
export type Wanted = Partial<Record<(typeof NAMES)[number], string>>;

export function filterOf(wanted: Wanted): ActivityFilter {
  const type = EventType.safeParse(wanted.type).data;
  const ids = Object.fromEntries(NAMES.slice(1).flatMap((name) => (Id.safeParse(wanted[name]).success ? [[name, wanted[name]]] : [])));
  return { ...ids, ...(type && { types: [type] }) };
}

export function FilterForm({ wanted, titles, onWanted }: { wanted: Wanted; titles: ReadonlyMap<string, string>; onWanted: (wanted: Wanted) => void }) {
  const [problems, setProblems] = useState<Wanted>({});
  const form = useRef<HTMLFormElement>(null);
  const { type: kind = "", propertyId = "", bookingId = "", personId = "" } = wanted;
  // The address, or a row, can set the filter: the fields follow without being made anew, which would lose the focus.
  useEffect(() => {
    for (const [name, value] of Object.entries({ type: kind, propertyId, bookingId, personId })) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
    }
  }, [kind, propertyId, bookingId, personId]);
  useFocusWrong(problems);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const next: Wanted = Object.fromEntries(NAMES.flatMap((name) => (formText(typed, name) ? [[name, name === "type" ? formText(typed, name) : formText(typed, name).toLowerCase()]] : [])));
    const wrong = NAMES.slice(1).filter((name) => next[name] && !Id.safeParse(next[name]).success);
    setProblems(Object.fromEntries(wrong.map((name) => [name, "A number has 24 signs, 0–9 and a–f"])));
    if (wrong.length === 0) onWanted(next);
  }
  return (
    <form ref={form} className="feed-filter" onSubmit={submit} aria-label="Filter the feed">
      <div className="feed-fields">
        <Select label="Type" name="type" defaultValue={wanted.type ?? ""} onChange={(event) => event.target.form?.requestSubmit()}>
          <option value="">Everything</option>
          {EVENT_TYPES.map((type) => <option key={type} value={type}>{typeWords(type)}</option>)}
        </Select>
        <Field label="Property" name="propertyId" defaultValue={wanted.propertyId} problem={problems.propertyId} placeholder="number" autoComplete="off" spellCheck={false} />
        <Field label="Booking" name="bookingId" defaultValue={wanted.bookingId} problem={problems.bookingId} placeholder="number" autoComplete="off" spellCheck={false} />
        <Field label="Person" name="personId" defaultValue={wanted.personId} problem={problems.personId} placeholder="number" autoComplete="off" spellCheck={false} />
        <button type="submit" className="button quiet">Filter</button>
      </div>
      {Object.keys(wanted).length > 0 && (
        <p className="notice lamp">Only {wantedWords(wanted, titles)}. <button type="button" className="plain" onClick={() => onWanted({})}>Show everything</button></p>
      )}
    </form>
  );
}

function wantedWords({ type, propertyId, bookingId, personId }: Wanted, titles: ReadonlyMap<string, string>): string {
  const known = EventType.safeParse(type).data;
  return [
    known && `“${typeWords(known)}”`,
    propertyId && (titles.get(propertyId) ?? `property ${shortId(propertyId)}`),
    bookingId && `booking ${shortId(bookingId)}`,
    personId && `person ${shortId(personId)}`,
  ].filter(Boolean).join(", ") || "what matches";
}
