/** What a guest waits for, and what they were told of. */
import { Link } from "wouter";
import type { WishView } from "../../../shared/contract/wish.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { dayAndTime, nightsCount, plural, stayDates } from "../words.ts";
import "../style/wishes.css";
import { stayPath, type Wishes } from "./useWishes.ts";
import { useDrop } from "./WishPart.tsx";
import { flexibleWords } from "./wishWords.ts";

const TAGS: Record<WishView["status"], [string, string]> = { open: ["Waiting", "tag"], told: ["Freed", "tag good"], ended: ["Over", "tag"] };
const ORDER: WishView["status"][] = ["told", "open", "ended"];

export function WishList({ items, error, again }: Wishes) {
  if (items.length === 0 && !error) return null;
  const sorted = [...items].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || (a.checkIn < b.checkIn ? -1 : 1));
  return (
    <section className="stay-group" aria-label="Waiting for nights">
      <h2>Waiting for nights</h2>
      <Trouble error={error} again={again} />
      <ul className="wish-list" role="list">{sorted.map((wish) => <WishRow key={wish.id} wish={wish} />)}</ul>
    </section>
  );
}

function WishRow({ wish }: { wish: WishView }) {
  const { property, status, told, guests, flexibleDays } = wish;
  const drop = useDrop(wish);
  const [tag, className] = TAGS[status];
  const shown = status === "told" && told ? told : wish;
  return (
    <li className="wish-row card" data-wish={status}>
      <div className="row head"><h3><Link href={stayPath({ ...wish, ...shown })}>{property.title}</Link></h3><span className={className}>{tag}</span></div>
      <p>{stayDates(shown)} <span className="soft">· {property.city}</span></p>
      <p className="soft small">{nightsCount(shown)} · {plural(guests, "guest")}<br />{status === "told" && told ? `You were told on ${dayAndTime(told.at)}; they may be taken again` : flexibleWords(flexibleDays).replace(/^./, (first) => first.toUpperCase())}</p>
      <div className="row spread">
        {status === "told" ? <Link href={stayPath({ ...wish, ...shown })}>Look at these nights</Link> : <span />}
        <button type="button" className="button quiet" aria-disabled={drop.isPending} aria-label={`Remove: ${property.title}, ${stayDates(wish)}`} onClick={() => drop.isPending || drop.mutate()}>Remove</button>
      </div>
      <Trouble error={drop.error} />
    </li>
  );
}
