/** Beside nights that are taken: being told when they free, and whether one is to be. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import type { Stay } from "../../../shared/contract/dates.ts";
import type { Property } from "../../../shared/contract/property.ts";
import type { WishView } from "../../../shared/contract/wish.ts";
import { announce } from "../parts/announce.tsx";
import { Select } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { signInPath } from "../parts/Only.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { live, rest, session } from "../service.ts";
import { useStore } from "../useStore.ts";
import { dayAndTime } from "../words.ts";
import "../style/wishes.css";
import { stayPath, useWishes } from "./useWishes.ts";
import { FLEXIBILITIES, flexibleWords, isSameStay } from "./wishWords.ts";

interface Props {
  property: Property;
  stay: Stay;
  guests: number;
}

export function WishPart(props: Props) {
  const { property, stay, guests } = props;
  const state = useStore(session);
  const isMine = useIsMine(property.id, stay);
  if (state.status === "unknown" || isMine) return null;
  if (state.status === "signed-out") {
    return <p className="wish"><Link href={signInPath(stayPath({ ...stay, propertyId: property.id, guests }))} className="button">Sign in to be told when they free</Link></p>;
  }
  return state.user.roles.includes("guest") ? <Waiting {...props} /> : null;
}

const LIVE = ["held", "requested", "confirmed", "checked_in"];

/** Nights that are taken because one has them oneself. */
function useIsMine(propertyId: string, stay: Stay): boolean {
  const { items } = useStore(live.stays.bookings);
  return [...items.values()].some((one) => one.propertyId === propertyId && LIVE.includes(one.status) && one.checkIn < stay.checkOut && stay.checkIn < one.checkOut);
}

function Waiting(props: Props) {
  const { items, isRead, error, again } = useWishes();
  const [changing, setChanging] = useState(false);
  if (!isRead) return error ? <Trouble error={error} again={again} /> : <div className="wish" aria-busy="true" />;
  const wish = items.find((one) => isSameStay(one, props.property.id, props.stay));
  if (wish?.status === "open" && !changing) return <Made wish={wish} onChange={() => setChanging(true)} />;
  return <Asking {...props} wish={wish} onMade={() => setChanging(false)} />;
}

function Made({ wish, onChange }: { wish: WishView; onChange: () => void }) {
  const drop = useDrop(wish);
  return (
    <div className="wish notice good" data-wish={wish.status}>
      <p><strong>You will be told when they free</strong>, here and by letter: {flexibleWords(wish.flexibleDays)}.</p>
      <div className="row">
        <button type="button" className="quiet" onClick={onChange}>Change</button>
        <button type="button" className="quiet" aria-disabled={drop.isPending} onClick={() => drop.isPending || drop.mutate()}>Wait no longer</button>
      </div>
      <Trouble error={drop.error} />
    </div>
  );
}

function Asking({ property, stay, guests, wish, onMade }: Props & { wish: WishView | undefined; onMade: () => void }) {
  const make = useMutation({
    mutationFn: (flexibleDays: number) => rest.call("makeWish", { body: { propertyId: property.id, ...stay, guests, flexibleDays } }),
    onSuccess: (made) => {
      if (wish && wish.id !== made.id) live.stays.forgetWish(wish.id);
      live.stays.acceptWishes([made]);
      announce("You will be told when these nights free");
      onMade();
    },
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!make.isPending) make.mutate(Number(formText(new FormData(event.currentTarget), "flexibleDays")));
  }
  return (
    <form className="wish" onSubmit={submit} data-wish={wish?.status ?? "none"}>
      {wish?.told && <p className="small">They freed, and you were told on {dayAndTime(wish.told.at)}. They have been taken again.</p>}
      <Select label="Which nights would do?" name="flexibleDays" defaultValue={wish?.flexibleDays ?? 0}>
        {FLEXIBILITIES.map((days) => <option key={days} value={days}>{days === 0 ? "Exactly these" : `Up to ${days} ${days === 1 ? "day" : "days"} earlier or later`}</option>)}
      </Select>
      <Trouble error={make.error} />
      <button type="submit" className="button big" aria-disabled={make.isPending}>Tell me when they free</button>
      <p className="hint">Once, here and by letter. Who has waited longest is told first.</p>
    </form>
  );
}

export function useDrop({ id }: WishView) {
  return useMutation({
    mutationFn: () => rest.call("dropWish", { params: { id } }),
    onSuccess: () => {
      live.stays.forgetWish(id);
      announce("You wait for these nights no longer");
    },
  });
}
