/** What a host can do with a run of nights: block them, or set their price and rules. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { addDays, dayOf, daysBetween } from "../../../shared/contract/dates.ts";
import type { HostMonth } from "../../../shared/contract/month.ts";
import { MOST_NIGHTS, type NightsChange } from "../../../shared/contract/property.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { moneyText, parseMoney } from "../money.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Field } from "../parts/Field.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { rest } from "../service.ts";
import { mediumNight, plural } from "../words.ts";
import type { NightRun } from "./PropertyMonth.tsx";
import { formText } from "../parts/formText.ts";

interface Props {
  run: NightRun & { propertyId: string };
  title: string;
  month: HostMonth;
  onClose: () => void;
}

export function NightsDialog({ run, title, month, onClose }: Props) {
  const count = daysBetween(run.from, run.to);
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{count === 1 ? `The night of ${mediumNight(run.from)}` : `Nights of ${mediumNight(run.from)} to ${mediumNight(addDays(run.to, -1))}`} · {plural(count, "night")}</p>
      <BlockForm run={run} units={month.units} onDone={onClose} />
      <PriceForm run={run} month={month} onDone={onClose} />
      <div className="row part"><button type="button" className="button quiet" onClick={onClose}>Close</button></div>
    </Dialog>
  );
}

function BlockForm({ run: { propertyId, from, to }, units, onDone }: { run: Props["run"]; units: number; onDone: () => void }) {
  const block = useMutation({
    mutationFn: (form: FormData) => {
      const note = formText(form, "note");
      const count = Number(form.get("units")) || units;
      return rest.call("block", { params: { id: propertyId }, body: { from, to, ...(note && { note }), ...(count < units && { units: count }) } });
    },
    onSuccess: () => {
      announce("The nights are blocked");
      onDone();
    },
  });
  return (
    <form className="form part" aria-label="Block" onSubmit={submitTo((form) => block.isPending || block.mutate(form))}>
      <h3>Keep guests from booking</h3>
      <div className="row fields">
        <Field label="Note, for you alone" name="note" maxLength={300} />
        {units > 1 && <Field className="small-field" label={`Units of ${units}`} name="units" type="number" min={1} max={units} defaultValue={units} />}
      </div>
      <Trouble error={block.error} />
      <div className="row"><button type="submit" className="button" aria-disabled={block.isPending}>Block {daysBetween(from, to) === 1 ? "this night" : "these nights"}</button></div>
    </form>
  );
}

function PriceForm({ run: { propertyId, from, to }, month, onDone }: { run: Props["run"]; month: HostMonth; onDone: () => void }) {
  const day = dayOf(from);
  const [problem, setProblem] = useState<string>();
  const change = useMutation({
    mutationFn: (body: NightsChange) => rest.call("changeNights", { params: { id: propertyId }, body }),
    onSuccess: () => {
      announce("The nights are changed");
      onDone();
    },
  });
  useFocusWrong(problem);
  const prices = month.price.slice(day - 1, day - 1 + daysBetween(from, to));
  const hint = new Set(prices).size > 1 ? `Now from ${formatMoney(Math.min(...prices), month.currency)} to ${formatMoney(Math.max(...prices), month.currency)}` : undefined;
  function submit(form: FormData): void {
    if (change.isPending) return;
    const price = parseMoney(formText(form, "price"), month.currency);
    if (!price) return setProblem(`Write an amount in ${month.currency}.`);
    setProblem(undefined);
    const least = Number(form.get("minNights"));
    change.mutate({
      from,
      to,
      price,
      minNights: least > 0 ? Math.min(least, MOST_NIGHTS) : null,
      closedToArrival: form.has("closedToArrival"),
      closedToDeparture: form.has("closedToDeparture"),
    });
  }
  return (
    <form className="form part" aria-label="Price and rules" onSubmit={submitTo(submit)} noValidate>
      <h3>Price and rules</h3>
      <div className="row fields">
        <Field label={`Price a night, ${month.currency}`} name="price" inputMode="decimal" defaultValue={moneyText(month.price[day - 1] ?? 0, month.currency)} hint={hint} problem={problem} />
        <Field label="Nights at least" name="minNights" type="number" min={1} max={MOST_NIGHTS} placeholder="as usual" defaultValue={month.minNights?.[day] ?? ""} />
      </div>
      <label className="check"><input type="checkbox" name="closedToArrival" defaultChecked={month.closedToArrival?.includes(day) ?? false} />No arrival on these days</label>
      <label className="check"><input type="checkbox" name="closedToDeparture" defaultChecked={month.closedToDeparture?.includes(day) ?? false} />No departure on these days</label>
      <Trouble error={change.error} />
      <div className="row">
        <button type="submit" className="button" aria-disabled={change.isPending}>Set price and rules</button>
        <button type="button" className="button quiet" aria-disabled={change.isPending} onClick={() => change.isPending || change.mutate({ from, to, price: null })}>Back to the usual price</button>
      </div>
    </form>
  );
}

const submitTo = (take: (form: FormData) => unknown) => (event: FormEvent<HTMLFormElement>) => {
  event.preventDefault();
  take(new FormData(event.currentTarget));
};
