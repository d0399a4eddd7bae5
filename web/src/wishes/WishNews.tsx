/** Nights that have freed while the page is open: said, and shown over the page until one goes there or puts it away. */
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { announce } from "../parts/announce.tsx";
import { clock, live } from "../service.ts";
import { useStore } from "../useStore.ts";
import { stayDates } from "../words.ts";
import "../style/wishes.css";
import { stayPath, useWishes } from "./useWishes.ts";
import { newsOf } from "./wishWords.ts";

export function WishNews() {
  const [since] = useState(clock.now);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  // The first connection has nothing to catch up with.
  const hasMissed = useStore(live.stays.wishesTurn) > 1;
  const { items } = useWishes(hasMissed);
  const news = newsOf(items, since, seen);
  const putAway = (id: string) => setSeen(new Set([...seen, id]));
  const said = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, property, told } of news) {
      if (said.current.has(id)) continue;
      said.current.add(id);
      announce(`${property.title}: ${stayDates(told)} is free`);
    }
  });
  if (news.length === 0) return null;
  return (
    <aside className="wish-news" aria-label="Nights that have freed">
      {news.map(({ id, propertyId, property, guests, told }) => (
        <div key={id} className="wish-new" data-wish-news={id}>
          <p><strong>Free now: {property.title}</strong><br />{stayDates(told)}, {property.city}</p>
          <div className="row">
            <Link href={stayPath({ propertyId, guests, ...told })} className="button" onClick={() => putAway(id)}>Look at these nights</Link>
            <button type="button" className="button quiet" onClick={() => putAway(id)}>Put away</button>
          </div>
        </div>
      ))}
    </aside>
  );
}
