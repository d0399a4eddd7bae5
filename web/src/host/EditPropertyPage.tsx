import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Link, useLocation } from "wouter";
import { CancellationPolicyName } from "../../../shared/contract/policy.ts";
import { AMENITIES, type HostProperty, MOST_HORIZON_DAYS, MOST_NIGHTS } from "../../../shared/contract/property.ts";
import { moneyText } from "../money.ts";
import { announce } from "../parts/announce.tsx";
import { Area, Field, Select } from "../parts/Field.tsx";
import { NotFoundPage, Page } from "../parts/Page.tsx";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { policyWords } from "../property/Details.tsx";
import { rest } from "../service.ts";
import { countries, inWords, plural } from "../words.ts";
import { hostPropertiesQuery } from "./PropertiesPage.tsx";
import { readNewProperty, readPropertyChange } from "./propertyForm.ts";

export default function EditPropertyPage({ id }: { id?: string }) {
  const read = useQuery({ ...hostPropertiesQuery, enabled: id !== undefined });
  if (!id) return <Editor />;
  if (read.isPending) return <Page title="Loading" waiting />;
  if (read.error) return <Page title="This property can't be shown"><Trouble error={read.error} again={() => void read.refetch()} /></Page>;
  const property = read.data?.find((one) => one.id === id);
  return property ? <Editor before={property} /> : <NotFoundPage />;
}

function Editor({ before }: { before?: HostProperty }) {
  const [, go] = useLocation();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async (form: FormData): Promise<HostProperty | undefined> => {
      if (!before) return rest.call("createProperty", { body: readNewProperty(form) });
      const body = readPropertyChange(form, before);
      return body && rest.call("changeProperty", { params: { id: before.id }, body });
    },
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: hostPropertiesQuery.queryKey });
      if (saved) queries.removeQueries({ queryKey: ["property", saved.id] });
      announce(before ? "The property is saved" : "The draft is saved");
      go("/host/properties");
    },
  });
  useFocusWrong(save.error);
  const problems = fieldProblems(save.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(new FormData(event.currentTarget));
  };
  return (
    <Page title={before ? before.title : "New property"} className="narrow">
      {!before && <p className="lead">It stays a draft until you list it.</p>}
      <form className="form editor" onSubmit={submit} noValidate>
        <Words before={before} problems={problems} />
        <Place before={before} problems={problems} />
        <Price before={before} problems={problems} />
        <Rules before={before} problems={problems} />
        {save.error && (Object.keys(problems).length > 0 ? <Trouble error={null}><p>{plural(Object.keys(problems).length, "field needs", "fields need")} another look: what is wrong stands below each.</p></Trouble> : <Trouble error={save.error} />)}
        <div className="row">
          <button type="submit" className="button" aria-disabled={save.isPending}>{save.isPending ? "Saving …" : before ? "Save" : "Save as a draft"}</button>
          <Link href="/host/properties" className="button quiet">Back</Link>
        </div>
      </form>
    </Page>
  );
}

const currencies = new Intl.DisplayNames("en", { type: "currency" });

/** The contract names its own fields. */
const wordsOfNights = (problem: string) => (/maxNights/i.test(problem) ? "Not more than the nights at most" : problem);

interface Part {
  before: HostProperty | undefined;
  problems: Record<string, string>;
}

function Words({ before, problems }: Part) {
  return (
    <fieldset className="card">
      <legend>What it is</legend>
      <Field label="Title" name="title" maxLength={120} defaultValue={before?.title} problem={problems["title"]} />
      <Area label="Description" name="description" rows={6} defaultValue={before?.description} problem={problems["description"]} />
      <p className="label" id="amenities-label">What the place has</p>
      <div className="chips" role="group" aria-labelledby="amenities-label">
        {AMENITIES.map((amenity) => <label key={amenity} className="chip"><input type="checkbox" name="amenity" value={amenity} defaultChecked={before?.amenities.includes(amenity)} />{inWords(amenity)}</label>)}
      </div>
      <Area label="House rules" name="houseRules" defaultValue={before?.houseRules} problem={problems["houseRules"]} />
    </fieldset>
  );
}

function Place({ before, problems }: Part) {
  return (
    <fieldset className="card">
      <legend>Where it is</legend>
      <div className="row fields">
        <Field label="City" name="city" defaultValue={before?.city} problem={problems["city"]} />
        <Select label="Country" name="country" defaultValue={before?.country ?? ""} problem={problems["country"] && "Choose the country"}>
          {!before && <option value="">Choose …</option>}
          {countries().map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
        </Select>
      </div>
      <Field label="Address" name="address" hint="Told only to guests with a confirmed booking" defaultValue={before?.address} problem={problems["address"]} />
      <Area label="How guests get in" name="arrivalNotes" rows={3} hint="Told with the address" defaultValue={before?.arrivalNotes} problem={problems["arrivalNotes"]} />
      <div className="row fields">
        <Field label="Latitude" name="location.lat" inputMode="decimal" placeholder="48.8566" defaultValue={before?.location.lat} problem={problems["location.lat"] && "Degrees from −90 to 90"} />
        <Field label="Longitude" name="location.lng" inputMode="decimal" placeholder="2.3522" defaultValue={before?.location.lng} problem={problems["location.lng"] && "Degrees from −180 to 180"} />
      </div>
      <p className="hint">Anyone sees where it is to about 500 metres only.</p>
      {!before && <Field label="Time zone" name="timeZone" defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone} hint="Stays as it is once made" list="zones" problem={problems["timeZone"]} />}
      {!before && <datalist id="zones">{Intl.supportedValuesOf("timeZone").map((zone) => <option key={zone} value={zone} />)}</datalist>}
    </fieldset>
  );
}

function Price({ before, problems }: Part) {
  const currency = before?.currency;
  const money = (amount: number | undefined) => (amount !== undefined && currency ? moneyText(amount, currency) : undefined);
  return (
    <fieldset className="card">
      <legend>Price and places</legend>
      <div className="row fields">
        <Field label={currency ? `Price a night, ${currency}` : "Price a night"} name="basePrice" inputMode="decimal" defaultValue={money(before?.basePrice)} problem={problems["basePrice"] && "An amount above nothing"} />
        <Field label="Cleaning, once a stay" name="fees.cleaning" inputMode="decimal" defaultValue={money(before?.fees.cleaning) ?? "0"} problem={problems["fees.cleaning"] && "An amount"} />
      </div>
      <div className="row fields">
        <Field label="Each extra guest, a night" name="fees.extraGuest" inputMode="decimal" defaultValue={money(before?.fees.extraGuest) ?? "0"} problem={problems["fees.extraGuest"] && "An amount"} />
        <Field label="Guests in the price" name="fees.guestsIncluded" type="number" min={1} max={50} defaultValue={before?.fees.guestsIncluded ?? 1} problem={problems["fees.guestsIncluded"] && "1 to 50"} />
      </div>
      <div className="row fields">
        <Field label="Off from 7 nights on, %" name="discounts.weekly" type="number" min={0} max={90} step={0.01} defaultValue={before?.discounts.weekly ?? 0} problem={problems["discounts.weekly"] && "0 to 90"} />
        <Field label="Off from 28 nights on, %" name="discounts.monthly" type="number" min={0} max={90} step={0.01} defaultValue={before?.discounts.monthly ?? 0} problem={problems["discounts.monthly"] && "0 to 90"} />
      </div>
      {!before && (
        <Select label="Currency" name="currency" defaultValue="EUR" hint="Stays as it is once made" problem={problems["currency"]}>
          {Intl.supportedValuesOf("currency").map((code) => <option key={code} value={code}>{code} · {currencies.of(code)}</option>)}
        </Select>
      )}
      <div className="row fields">
        <Field label="How many of them" name="units" type="number" min={1} max={500} defaultValue={before?.units ?? 1} problem={problems["units"] && "1 to 500"} />
        <Field label="Guests in each" name="capacity" type="number" min={1} max={50} defaultValue={before?.capacity ?? 2} problem={problems["capacity"] && "1 to 50"} />
      </div>
      <label className="check"><input type="checkbox" name="instantBook" defaultChecked={before?.instantBook ?? true} /><span>Booked at once. Otherwise you are asked, and have 24 hours to answer</span></label>
      {before?.calendarsStale && before.instantBook && <p className="notice lamp">Just now you are asked all the same: <Link href={`/host/properties/${before.id}/calendars`}>a calendar of another platform</Link> was not read for a day.</p>}
      <Select label="Cancelling" name="cancellationPolicy" defaultValue={before?.cancellationPolicy ?? "flexible"}>
        {CancellationPolicyName.options.map((name) => <option key={name} value={name}>{inWords(name)}: {policyWords(name).toLowerCase()}</option>)}
      </Select>
    </fieldset>
  );
}

function Rules({ before, problems }: Part) {
  const rules = before?.rules;
  return (
    <fieldset className="card">
      <legend>Rules of a stay</legend>
      <div className="row fields">
        <Field label="Arrive from" name="rules.checkInFrom" type="time" defaultValue={rules?.checkInFrom ?? "15:00"} problem={problems["rules.checkInFrom"]} />
        <Field label="Leave until" name="rules.checkOutUntil" type="time" defaultValue={rules?.checkOutUntil ?? "11:00"} problem={problems["rules.checkOutUntil"]} />
      </div>
      <div className="row fields">
        <Field label="Nights at least" name="rules.minNights" type="number" min={1} max={MOST_NIGHTS} defaultValue={rules?.minNights ?? 1} problem={problems["rules.minNights"] && wordsOfNights(problems["rules.minNights"])} />
        <Field label="Nights at most" name="rules.maxNights" type="number" min={1} max={MOST_NIGHTS} defaultValue={rules?.maxNights ?? 30} problem={problems["rules.maxNights"]} />
      </div>
      <div className="row fields">
        <Field label="Hours of notice" name="rules.noticeHours" type="number" min={0} max={1440} defaultValue={rules?.noticeHours ?? 4} problem={problems["rules.noticeHours"]} />
        <Field label="Days ahead" name="rules.horizonDays" type="number" min={1} max={MOST_HORIZON_DAYS} hint="How far ahead stays can be booked" defaultValue={rules?.horizonDays ?? 365} problem={problems["rules.horizonDays"]} />
      </div>
    </fieldset>
  );
}
