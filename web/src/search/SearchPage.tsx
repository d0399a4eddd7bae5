import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useSearchParams } from "wouter";
import { Night, type Stay } from "../../../shared/contract/dates.ts";
import { PropertyQuery, type SORTS } from "../../../shared/contract/routes/properties.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { nightsCount, plural, stayDates } from "../words.ts";
import { Filters } from "./Filters.tsx";
import { Hero } from "./Hero.tsx";
import { PropertyCard } from "./PropertyCard.tsx";
import { SearchForm } from "./SearchForm.tsx";

/** While dated results are looked at, they are asked for again this often, in milliseconds. */
const AGAIN_MS = 20_000;

/** What is searched for, as text: the address of the page holds all of it. */
export interface Wish {
  text?: string;
  checkIn?: string;
  checkOut?: string;
  guests?: string;
  minPrice?: string;
  maxPrice?: string;
  currency?: string;
  amenities?: string;
  sort?: (typeof SORTS)[number];
}

const NAMES = ["text", "checkIn", "checkOut", "guests", "minPrice", "maxPrice", "currency", "amenities", "sort"] as const;

export function SearchPage() {
  const [search, setSearch] = useSearchParams();
  const wish = Object.fromEntries(NAMES.map((name) => [name, search.get(name) ?? ""]).filter(([, value]) => value)) as Wish;
  const change = (next: Wish) => setSearch(Object.fromEntries(Object.entries(next).filter(([, value]) => value)) as Record<string, string>);
  const isAsked = Object.keys(wish).length > 0;
  /** On a phone what is found lies below the form: it is brought into sight. */
  const searchFor = (next: Wish) => {
    change(next);
    const found = document.getElementById("results-title");
    if (found && found.getBoundingClientRect().bottom > window.innerHeight * 0.7) found.scrollIntoView({ block: "start", behavior: "smooth" });
  };
  return (
    <Page title={titleOf(wish)} heading={<>Find a place that is <em>really</em> free</>} banner={<Hero />} className="search">
      <SearchForm wish={wish} onSearch={searchFor} />
      <Results wish={wish} isAsked={isAsked} onChange={change} />
    </Page>
  );
}

/** Names the tab, and the entry in the browser's history. */
function titleOf(wish: Wish): string {
  const stay = stayOf(wish);
  return [wish.text, stay && stayDates(stay)].filter(Boolean).join(", ") || "Vacancy";
}

/** An address can be typed by hand. */
function stayOf({ checkIn, checkOut }: Wish): Stay | undefined {
  if (!Night.safeParse(checkIn).success || !Night.safeParse(checkOut).success) return undefined;
  return checkIn && checkOut && checkIn < checkOut ? { checkIn, checkOut } : undefined;
}

function commonFirst(names: string[]): string[] {
  const count = (name: string) => names.filter((one) => one === name).length;
  return [...new Set(names)].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
}

function Results({ wish, isAsked, onChange }: { wish: Wish; isAsked: boolean; onChange: (wish: Wish) => void }) {
  const valid = PropertyQuery.safeParse(wish);
  const found = useInfiniteQuery({
    queryKey: ["properties", wish],
    queryFn: ({ pageParam, signal }) => rest.call("findProperties", { query: { ...wish, limit: 24, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    enabled: valid.success,
    ...(wish.checkIn && { refetchInterval: AGAIN_MS }),
  });
  const stay = stayOf(wish);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const currencies = commonFirst(items.map((item) => item.currency));
  const list = useRef<HTMLUListElement>(null);
  /** The focus goes on to the first that is new: the button may be gone. */
  const more = () => void found.fetchNextPage().then(() => list.current?.children[items.length]?.querySelector("a")?.focus({ preventScroll: true }));
  const title = stay ? `Free ${stayDates(stay)}` : isAsked ? "Places found" : "Places to stay";
  return (
    <section className="results" aria-labelledby="results-title" aria-busy={found.isFetching}>
      <div className="results-head">
        <h2 id="results-title">{stay ? <>Free <span className="whole">{stayDates(stay)}</span></> : title}</h2>
        <p role="status" className="soft">{found.data && (items.length ? `${plural(items.length, "place")}${found.hasNextPage ? " so far" : ""}${stay ? ` · prices for ${nightsCount(stay)}` : ""}` : "Nothing found")}</p>
        <Filters wish={wish} currencies={currencies} onChange={onChange} />
      </div>
      {!valid.success && <Trouble error={null}><p>Something in this address does not fit together. Search anew.</p></Trouble>}
      {found.error && !found.data && <Trouble error={found.error} {...(!(found.error instanceof Refusal) && { again: () => void found.refetch() })} />}
      {found.isPending && valid.success && !found.error && <Waiting />}
      {found.data && items.length === 0 && <Nothing wish={wish} onChange={onChange} />}
      <ul ref={list} className={found.isPlaceholderData ? "cards ageing" : "cards"} role="list">
        {items.map((property) => <li key={property.id}><PropertyCard property={property} wish={wish} /></li>)}
      </ul>
      {found.hasNextPage && (
        <p className="more"><button type="button" className="button quiet" aria-disabled={found.isFetchingNextPage} onClick={() => found.isFetchingNextPage || more()}>{found.isFetchingNextPage ? "Loading …" : "Show more"}</button></p>
      )}
    </section>
  );
}

function Waiting() {
  return (
    <ul className="cards" role="list" aria-label="Loading">
      {Array.from({ length: 6 }, (_, key) => <li key={key} className="property-card waiting-card"><div className="picture" /><p /><p /></li>)}
    </ul>
  );
}

function Nothing({ wish, onChange }: { wish: Wish; onChange: (wish: Wish) => void }) {
  const { text, checkIn, checkOut, guests, ...filters } = wish;
  const dates = { ...(checkIn && { checkIn }), ...(checkOut && { checkOut }) };
  const others = { ...(text && { text }), ...(guests && { guests }) };
  return (
    <div className="empty">
      <p><strong>{checkIn ? "Nothing is free for what you ask." : "No place is like what you ask."}</strong> Ask for less:</p>
      <p className="row">
        {Object.keys(filters).length > 0 && <button type="button" className="button quiet" onClick={() => onChange({ ...others, ...dates })}>Without filters</button>}
        {checkIn && <button type="button" className="button quiet" onClick={() => onChange({ ...others, ...filters })}>Without dates</button>}
        {text && <button type="button" className="button quiet" onClick={() => onChange({ ...(guests && { guests }), ...dates, ...filters })}>Anywhere</button>}
        <button type="button" className="button quiet" onClick={() => onChange({})}>Show every place</button>
      </p>
    </div>
  );
}
