/** What becomes of a change of dates while one looks: announced, and kept to be shown. */
import { useEffect, useRef, useState } from "react";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { announce } from "../parts/announce.tsx";
import { clock } from "../service.ts";
import { type ChangeNews, changeNews } from "./changeWords.ts";

export function useChangeNews(booking: BookingView): { news: ChangeNews | undefined; onTakingBack: (isTaking: boolean) => void } {
  const before = useRef(booking);
  /** Set before the answer: what is live may be faster. */
  const byMe = useRef(false);
  const [news, setNews] = useState<ChangeNews>();
  useEffect(() => {
    const told = changeNews(before.current, booking, { now: clock.now(), byMe: byMe.current });
    before.current = booking;
    if (!told) return;
    byMe.current = false;
    setNews(told);
    announce(told.text);
  }, [booking]);
  return { news, onTakingBack: (isTaking) => (byMe.current = isTaking) };
}
