import { useId } from "react";

/** How many guests, with buttons that are large enough for a thumb. */
export function GuestsField({ value, most = 16, onChange }: { value: number; most?: number; onChange: (guests: number) => void }) {
  const id = useId();
  const within = (guests: number) => Math.min(Math.max(guests, 1), most);
  return (
    <div className="field guests">
      <label htmlFor={id}>Guests</label>
      <div className="stepper">
        <button type="button" className="step" aria-label="One guest fewer" aria-disabled={value <= 1} onClick={() => onChange(within(value - 1))}>−</button>
        <input id={id} type="number" inputMode="numeric" min={1} max={most} value={value} onChange={(event) => onChange(within(Number(event.target.value) || 1))} />
        <button type="button" className="step" aria-label="One guest more" aria-disabled={value >= most} onClick={() => onChange(within(value + 1))}>+</button>
      </div>
    </div>
  );
}
