import { useEffect } from "react";

/** After a form was refused the focus goes to the first field that is wrong. */
export function useFocusWrong(error: unknown): void {
  useEffect(() => {
    if (error) document.querySelector<HTMLElement>(":is(dialog[open], main) [aria-invalid=true]")?.focus();
  }, [error]);
}
