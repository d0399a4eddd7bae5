/**
 * Paying with a card of the sandbox. The result does not answer the request: it arrives as a notice to the server, which
 * changes the booking, which arrives here live.
 */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import type { BookingView } from "../../../shared/contract/booking.ts";
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
      const { clientSecret } = await intent();
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

  useEffect(() => onWaiting(isWaiting), [isWaiting, onWaiting]);
  useEffect(() => {
    if (!isWaiting) return;
    setAskedAway(false);
    const timer = setTimeout(() => setSentAt(undefined), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (grouped(card).length !== 19) return setProblem("A card number has 16 digits.");
    setProblem(undefined);
    confirm.reset();
    pay.mutate(card);
  }

  return (
    <section className="card" aria-labelledby="pay">
      <h2 id="pay">Pay {total}</h2>
      {status === "failed" && !isWaiting && <Trouble error={null}><p><strong>The payment failed.</strong> {(refused ?? "The card was declined").replace(/\.?$/, ".")} Nothing was charged.</p></Trouble>}
      <Trouble error={pay.error ?? confirm.error} />
      <form className="form" onSubmit={submit} noValidate>
        <Field
          label="Card number"
          inputMode="numeric"
          autoComplete="cc-number"
          placeholder="0000 0000 0000 0000"
          value={card}
          onChange={(event) => setCard(grouped(event.target.value))}
          problem={problem}
          disabled={isWaiting}
        />
        <button type="submit" className="button big" disabled={isWaiting}>{isWaiting ? "Waiting for the bank …" : `Pay ${total}`}</button>
        <p className="unseen" role="status">{isWaiting ? "Waiting for the bank" : ""}</p>
      </form>
      <div className="test-cards">
        <p>No real money moves here. Use one of the test cards:</p>
        <ul role="list">
          {CARDS.map(([number, what]) => (
            <li key={number}><button type="button" className="test-card" disabled={isWaiting} onClick={() => setCard(number)}><code>{number}</code> {what}</button></li>
          ))}
        </ul>
      </div>
      {status === "requires_action" && !isWaiting && isAskedAway && (
        <p className="notice lamp">Your bank waits for your confirmation. <button type="button" className="plain" onClick={() => setAskedAway(false)}>Confirm or refuse</button></p>
      )}
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
