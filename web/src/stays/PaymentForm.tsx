/**
 * Paying with a card of the sandbox. The result does not answer the request: it arrives as a notice to the server, which
 * changes the booking, which arrives here live.
 */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { BookingView } from "../../../shared/contract/booking.ts";
import { Refusal } from "../../../shared/contract/errors.ts";
import { formatMoney } from "../../../shared/contract/money.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { Field } from "../parts/Field.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";

const CARDS = [
  ["4242 4242 4242 4242", "succeeds"],
  ["4000 0000 0000 0002", "is declined"],
  ["4000 0025 0000 3155", "asks you to confirm"],
] as const;

/** After so long without a result the form can be used again, in milliseconds. */
const PATIENCE_MS = 30_000;

const grouped = (digits: string) => digits.replace(/\D/g, "").slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ");

export function PaymentForm({ booking, onWaiting }: { booking: BookingView; onWaiting: (waiting: boolean) => void }) {
  const [card, setCard] = useState("");
  const [problem, setProblem] = useState<string>();
  /** The booking's version when the card was sent: a later one brings the result. */
  const [sentAt, setSentAt] = useState<number>();
  const [isAskedAway, setAskedAway] = useState(false);
  const { status, problem: refused } = booking.payment;
  const hasResult = status === "failed" || status === "requires_action" || status === "captured";
  const isWaiting = sentAt !== undefined && !(booking.version > sentAt && hasResult);
  const total = formatMoney(booking.quote.total, booking.quote.currency);

  const intent = () => rest.call("pay", { params: { id: booking.id } });
  const pay = useMutation({
    mutationFn: async (number: string) => {
      const { clientSecret, provider } = await intent();
      if (provider !== "sandbox") throw new Refusal("unavailable", "This page can't take cards through Stripe yet. Nothing was charged.");
      await rest.call("sandboxPay", { body: { clientSecret, card: number } });
    },
    onMutate: () => setSentAt(booking.version),
    onError: () => setSentAt(undefined),
  });
  const confirm = useMutation({
    mutationFn: async (approve: boolean) => {
      const { clientSecret } = await intent();
      await rest.call("sandboxConfirm", { body: { clientSecret, approve } });
    },
    onMutate: () => setSentAt(booking.version),
    onError: () => setSentAt(undefined),
  });

  const number = useRef<HTMLInputElement>(null);
  const isDeclined = status === "failed" && !isWaiting;

  useEffect(() => onWaiting(isWaiting), [isWaiting, onWaiting]);
  // Another card is typed at once.
  useEffect(() => {
    if (isDeclined && sentAt !== undefined) number.current?.select();
  }, [isDeclined, sentAt]);
  useEffect(() => {
    if (!isWaiting) return;
    setAskedAway(false);
    const timer = setTimeout(() => setSentAt(undefined), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isWaiting) return;
    if (grouped(card).length !== 19) {
      setProblem("A card number has 16 digits.");
      return number.current?.focus();
    }
    setProblem(undefined);
    confirm.reset();
    pay.mutate(card);
  }

  function use(digits: string): void {
    setCard(digits);
    setProblem(undefined);
  }

  return (
    <section className="card" aria-labelledby="pay">
      <h2 id="pay">Pay {total}</h2>
      <form className="form" onSubmit={submit} noValidate>
        <Field
          ref={number}
          label="Card number"
          inputMode="numeric"
          autoComplete="cc-number"
          placeholder="0000 0000 0000 0000"
          value={card}
          onChange={(event) => setCard(grouped(event.target.value))}
          problem={problem}
          readOnly={isWaiting}
        />
        <button type="submit" className="button big" aria-disabled={isWaiting}>{isWaiting ? "Waiting for the bank …" : `Pay ${total}`}</button>
        {isDeclined && <Trouble error={null}><p><strong>The payment failed.</strong> {(refused ?? "The card was declined").replace(/\.?$/, ".")} Nothing was charged.</p></Trouble>}
        <Trouble error={pay.error ?? confirm.error} />
        {status === "requires_action" && !isWaiting && isAskedAway && (
          <p className="notice lamp">Your bank waits for your confirmation. <button type="button" className="plain" onClick={() => setAskedAway(false)}>Confirm or refuse</button></p>
        )}
        {booking.onRequest && <p className="hint">Nothing is taken from your card until the host accepts, within 24 hours.</p>}
        <p className="unseen" role="status">{isWaiting ? "Waiting for the bank" : ""}</p>
      </form>
      <div className="test-cards">
        <p>No real money moves here. Choose one of the test cards:</p>
        <ul role="list">
          {CARDS.map(([digits, what]) => (
            <li key={digits}><button type="button" className="test-card" aria-disabled={isWaiting} onClick={() => isWaiting || use(digits)}><code>{digits}</code> <span>{what}</span></button></li>
          ))}
        </ul>
      </div>
      {status === "requires_action" && !isWaiting && !isAskedAway && (
        <Dialog title="Your bank asks" onClose={() => setAskedAway(true)}>
          <p>Do you want to pay <strong>{total}</strong> to Vacancy for {booking.propertyTitle}?</p>
          <p className="soft">This stands in for the page on which a bank asks for a code.</p>
          <div className="row">
            <button type="button" className="button" onClick={() => confirm.mutate(true)}>Approve</button>
            <button type="button" className="button quiet" onClick={() => confirm.mutate(false)}>Refuse</button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
