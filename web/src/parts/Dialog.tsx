import { type ReactNode, useEffect, useId, useRef } from "react";
import { focusHeading } from "./Page.tsx";

/** A modal dialog; Escape closes it, and a press outside does unless it `staysOpen`. The focus returns to where it was, or to the page's heading where that has gone. */
export function Dialog({ title, onClose, staysOpen = false, children }: { title: string; onClose: () => void; staysOpen?: boolean; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pressedOutside = useRef(false);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      else focusHeading();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // A press that begins in a field and ends outside, as when text is marked, closes nothing.
      onPointerDown={(event) => (pressedOutside.current = event.target === dialog.current)}
      onClick={(event) => event.target === dialog.current && pressedOutside.current && !staysOpen && onClose()}
    >
      <div className="dialog">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
