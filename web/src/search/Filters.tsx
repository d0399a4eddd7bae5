import { type FormEvent, useRef, useState } from "react";
import { AMENITIES } from "../../../shared/contract/property.ts";
import type { SORTS } from "../../../shared/contract/routes/properties.ts";
import { moneyText, parseMoney } from "../money.ts";
import { Field, Select } from "../parts/Field.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { inWords } from "../words.ts";
import type { Wish } from "./SearchPage.tsx";
import { formText } from "../parts/formText.ts";

const SORT_WORDS: Record<(typeof SORTS)[number], string> = { recommended: "Recommended", price: "Price, low first", "-price": "Price, high first" };

interface Props {
  wish: Wish;
  /** Those of the places found: a price has to name one of them. */
  currencies: string[];
  onChange: (wish: Wish) => void;
}

export function Filters({ wish, currencies, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (next: Wish) => {
    setOpen(false);
    button.current?.focus();
    onChange(next);
  };
  const count = [wish.minPrice ?? wish.maxPrice, wish.amenities].filter(Boolean).length;
  return (
    <div className="filters">
      <div className="filters-row">
        <button ref={button} type="button" className="button quiet" aria-expanded={open} aria-controls="filters" onClick={() => setOpen(!open)}>
          Filters{count > 0 && <span className="badge">{count}<span className="unseen"> active</span></span>}
        </button>
        <Select className="side" label="Sort" value={wish.sort ?? "recommended"} onChange={(event) => onChange(withSort(wish, event.target.value as (typeof SORTS)[number]))}>
          {Object.entries(SORT_WORDS).map(([sort, words]) => <option key={sort} value={sort}>{words}</option>)}
        </Select>
      </div>
      {open && <FilterForm wish={wish} currencies={currencies} onChange={close} />}
    </div>
  );
}

function withSort({ sort: _sort, ...wish }: Wish, sort: (typeof SORTS)[number]): Wish {
  return sort === "recommended" ? wish : { ...wish, sort };
}

function wrongPrices(least: number | undefined, most: number | undefined, currency: string): { from?: string; to?: string } {
  const amount = `Write an amount in ${currency}`;
  if (Number.isNaN(least) || Number.isNaN(most)) return { ...(Number.isNaN(least) && { from: amount }), ...(Number.isNaN(most) && { to: amount }) };
  return least !== undefined && most !== undefined && least > most ? { to: "Not below the first price" } : {};
}

function FilterForm({ wish, currencies, onChange }: Props) {
  const choices = [...new Set([...(wish.currency ? [wish.currency] : []), ...currencies, ...(currencies.length || wish.currency ? [] : ["EUR"])])];
  const [currency, setCurrency] = useState(choices[0] ?? "EUR");
  const [problem, setProblem] = useState<{ from?: string; to?: string }>({});
  const chosen = new Set(wish.amenities?.split(","));

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [least, most] = [formText(form, "minPrice"), formText(form, "maxPrice")].map((typed) => (typed ? parseMoney(typed, currency) ?? NaN : undefined));
    const wrong = wrongPrices(least, most, currency);
    setProblem(wrong);
    if (wrong.from ?? wrong.to) return;
    const { minPrice: _min, maxPrice: _max, currency: _currency, amenities: _amenities, ...kept } = wish;
    const amenities = AMENITIES.filter((amenity) => form.getAll("amenity").includes(amenity)).join(",");
    onChange({
      ...kept,
      ...(least !== undefined && { minPrice: String(least) }),
      ...(most !== undefined && { maxPrice: String(most) }),
      ...((least ?? most) !== undefined && { currency }),
      ...(amenities && { amenities }),
    });
  }

  useFocusWrong(problem);
  return (
    <form id="filters" className="filter-form card" onSubmit={submit} aria-label="Filters">
      <fieldset className="prices">
        <legend>Price a night</legend>
        <Field label="From" name="minPrice" inputMode="decimal" defaultValue={wish.minPrice && moneyText(Number(wish.minPrice), currency)} problem={problem.from} />
        <Field label="To" name="maxPrice" inputMode="decimal" defaultValue={wish.maxPrice && moneyText(Number(wish.maxPrice), currency)} problem={problem.to} />
        <Select label="Currency" value={currency} onChange={(event) => setCurrency(event.target.value)}>
          {choices.map((code) => <option key={code}>{code}</option>)}
        </Select>
        <p className="hint">With a price, only places that are priced in this currency are found.</p>
      </fieldset>
      <fieldset>
        <legend>The place must have</legend>
        <div className="chips">
          {AMENITIES.map((amenity) => (
            <label key={amenity} className="chip"><input type="checkbox" name="amenity" value={amenity} defaultChecked={chosen.has(amenity)} />{inWords(amenity)}</label>
          ))}
        </div>
      </fieldset>
      <div className="row">
        <button type="submit" className="button">Show places</button>
        <button type="button" className="button quiet" onClick={() => onChange(withoutFilters(wish))}>Clear filters</button>
      </div>
    </form>
  );
}

function withoutFilters({ minPrice: _min, maxPrice: _max, currency: _currency, amenities: _amenities, ...wish }: Wish): Wish {
  return wish;
}
