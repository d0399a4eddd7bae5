/** Dialogs about a calendar of another platform: add or edit it, and remove it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { type Calendar, CalendarChange, NewCalendar } from "../../../shared/contract/calendar.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Field } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { rest } from "../service.ts";
import { calendarsQuery, type Read } from "./calendarsQuery.ts";
import { outcomeWords } from "./calendarWords.ts";

interface Props {
  propertyId: string;
  /** A new one where absent. */
  before?: Calendar | undefined;
  onClose: () => void;
}

/** @returns nothing where it could not be asked for: it is read soon all the same */
const readNow = (id: string): Promise<Calendar | undefined> => rest.call("syncCalendar", { params: { id }, body: {} }).catch(() => undefined);

export function CalendarForm({ propertyId, before, onClose }: Props) {
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const written = { name: formText(form, "name"), url: formText(form, "url") };
      if (!before) {
        const { id } = await rest.call("createCalendar", { body: NewCalendar.parse({ propertyId, ...written }) });
        return readNow(id);
      }
      const enabled = form.get("enabled") === "on";
      const { id, url } = await rest.call("changeCalendar", { params: { id: before.id }, body: CalendarChange.parse({ ...written, enabled }) });
      return enabled && (url !== before.url || !before.enabled) ? readNow(id) : undefined;
    },
    onSuccess: async (read) => {
      await queries.invalidateQueries({ queryKey: calendarsQuery.queryKey });
      announce([`The calendar is ${before ? "saved" : "added"}`, read && outcomeWords(read)].filter(Boolean).join(". "));
      onClose();
    },
  });
  useFocusWrong(save.error);
  const problems = fieldProblems(save.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={before ? before.name : "Add a calendar"} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        <Field label="Name" name="name" maxLength={60} defaultValue={before?.name} placeholder="Airbnb" problem={problems["name"]} />
        <Field label="Address of its calendar" name="url" type="url" maxLength={2000} defaultValue={before?.url} hint="The platform has it where it speaks of exporting or syncing calendars; as a rule it ends in .ics" problem={problems["url"]} spellCheck={false} autoComplete="off" />
        {before && <label className="check"><input type="checkbox" name="enabled" defaultChecked={before.enabled} /><span>Read it. While it is not read, what it has taken stays taken</span></label>}
        {save.error && Object.keys(problems).length === 0 && <Trouble error={save.error} />}
        <div className="row">
          <button type="submit" className="button" aria-disabled={save.isPending}>{save.isPending ? (before ? "Saving …" : "Reading …") : before ? "Save" : "Add it"}</button>
          <button type="button" className="button quiet" onClick={onClose}>Close</button>
        </div>
      </form>
    </Dialog>
  );
}

export function RemoveCalendar({ calendar: { id, name }, onClose }: { calendar: Calendar; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => rest.call("deleteCalendar", { params: { id } }),
    // The card goes, and this dialog in it: so the focus goes to the page's heading, not to a button that is about to go.
    onSuccess: () => {
      queries.setQueryData<Read>(calendarsQuery.queryKey, (read) => read && { ...read, items: read.items.filter((one) => one.id !== id) });
      announce(`${name} is removed`);
      return queries.invalidateQueries({ queryKey: calendarsQuery.queryKey });
    },
  });
  return (
    <Dialog title={`Remove ${name}?`} onClose={onClose}>
      <p>All nights that it has taken here are free at once, and guests can book them. Its stays remain at the other platform, and the address made for it ends.</p>
      <Trouble error={remove.error} />
      <div className="row">
        <button type="button" className="button danger" aria-disabled={remove.isPending} onClick={() => remove.isPending || remove.mutate()}>Remove it</button>
        <button type="button" className="button quiet" onClick={onClose}>Keep it</button>
      </div>
    </Dialog>
  );
}
