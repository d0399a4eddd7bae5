/** One polite live region for the whole page: what changed is told without taking the focus. */
import { createStore } from "../../../shared/contract/client/store.ts";
import { useStore } from "../useStore.ts";

const told = createStore({ text: "", turn: 0 });

export function announce(text: string): void {
  told.set({ text, turn: told.get().turn + 1 });
}

export function Announcer() {
  const { text, turn } = useStore(told);
  // A sentence said twice is read twice only where the text differs.
  return <div className="unseen" role="status" aria-live="polite" data-testid="announcer">{turn % 2 ? `${text} ` : text}</div>;
}
