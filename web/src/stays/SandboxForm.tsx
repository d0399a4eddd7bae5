/**
 * Paying with a card of the sandbox. The result does not answer the request: it arrives as a notice to the server, which
 * changes the booking, which arrives here live.
 */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { BookingView, PaymentIntent } from "../../../shared/contract/booking.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { Field } from "../parts/Field.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { Declined } from "./Declined.tsx";
import type { Due } from "./due.ts";
import { usePatience, useTellWaiting } from "./waiting.ts";

const ASKS = "4000 0025 0000 3155";
const CARDS = [
  ["4242 4242 4242 4242", "succeeds"],
  ["4000 0000 0000 0002", "is declined"],
  [ASKS, "asks you to confirm"],
] as const;

const grouped = (digits: string) => digits.replace(/\D/g, "").slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ");

interface Props {
  booking: BookingView;
  due: Due;
  total: string;
  intent: PaymentIntent;
  onWaiting: (waiting: boolean) => void;
}

export function SandboxForm({ booking, due, total, intent: { clientSecret }, onWaiting }: Props) {
  const [card, setCard] = useState("");
  const [problem, setProblem] = useState<string>();
  /** The booking's version when the card was sent: a later one brings the result. */
  const [sentAt, setSentAt] = useState<number>();
  const [isAskedAway, setAskedAway] = useState(false);
  const hasResult = due.problem !== undefined || due.asks;
  const isWaiting = sentAt !== undefined && !(booking.version > sentAt && hasResult);

  /** Where the booking does not say that the bank asks, the card does. */
  const [doesCardAsk, setCardAsks] = useState(false);

  const sending = { onMutate: () => setSentAt(booking.version), onError: () => setSentAt(undefined) };
  const pay = useMutation({
    mutationFn: (number: string) => rest.call("sandboxPay", { body: { clientSecret, card: number } }),
    ...sending,
    onSuccess: (_done, number) => {
      if (due.asks !== undefined || number !== ASKS) return;
      setCardAsks(true);
      setSentAt(undefined);
    },
  });
  const confirm = useMutation({
    mutationFn: (approve: boolean) => rest.call("sandboxConfirm", { body: { clientSecret, approve } }),
    ...sending,
    onSuccess: () => setCardAsks(false),
  });

  const number = useRef<HTMLInputElement>(null);
  const declined = isWaiting ? undefined : due.problem;
  const isDeclined = declined !== undefined;
  const isAsked = (due.asks || doesCardAsk) && !isWaiting;

  useTellWaiting(isWaiting, onWaiting);
  // After that the form can be used again.
  usePatience(isWaiting, () => setSentAt(undefined));
  // Another card is typed at once.
  useEffect(() => {
    if (isDeclined && sentAt !== undefined) number.current?.select();
  }, [isDeclined, sentAt]);
  useEffect(() => {
    if (isWaiting) setAskedAway(false);
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
    <>
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
        {isDeclined && <Declined problem={declined} />}
        <Trouble error={pay.error ?? confirm.error} />
        {isAsked && isAskedAway && (
          <p className="notice lamp">Your bank waits for your confirmation. <button type="button" className="plain" onClick={() => setAskedAway(false)}>Confirm or refuse</button></p>
        )}
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
      {isAsked && !isAskedAway && (
        <Dialog title="Your bank asks" onClose={() => setAskedAway(true)}>
          <p>Do you want to pay <strong>{total}</strong> to Vacancy for {booking.propertyTitle}?</p>
          <p className="soft">This stands in for the page on which a bank asks for a code.</p>
          <div className="row">
            <button type="button" className="button" onClick={() => confirm.mutate(true)}>Approve</button>
            <button type="button" className="button quiet" onClick={() => confirm.mutate(false)}>Refuse</button>
          </div>
        </Dialog>
      )}
    </>
  );
}
