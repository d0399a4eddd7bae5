import { useEffect, useRef, useState } from "react";
import { usePatience } from "./waiting.ts";

/** The bank has agreed; the booking says so as soon as Stripe has told the service. */
export function StripeTaken() {
  const [isLate, setLate] = useState(false);
  usePatience(!isLate, () => setLate(true));
  const text = useRef<HTMLParagraphElement>(null);
  // The button that was pressed has gone.
  useEffect(() => {
    if (document.activeElement === document.body) text.current?.focus({ preventScroll: true });
  }, []);
  return (
    <p ref={text} className="notice lamp" role="status" tabIndex={-1}>
      {isLate
        ? "It takes longer than usual until your payment arrives here. You need not pay again, nor stay on this page: we write to you by email."
        : "Your bank has agreed. Waiting for the confirmation …"}
    </p>
  );
}
