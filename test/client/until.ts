/** Waiting for what the client's stores say. */
import { inspect } from "node:util";
import type { Store } from "../../shared/contract/client/store.ts";

/** Resolves with the store's value as soon as it fits. */
export function until<T>(store: Store<T>, fits: (value: T) => boolean, milliseconds = 8000): Promise<T> {
  if (fits(store.get())) return Promise.resolve(store.get());
  return new Promise((resolve, reject) => {
    const stop = store.subscribe(() => fits(store.get()) && end(() => resolve(store.get())));
    const timer = setTimeout(() => end(() => reject(new Error(`nothing that fits within ${milliseconds} ms, at last ${inspect(store.get()).slice(0, 500)}`))), milliseconds);
    const end = (then: () => void) => {
      clearTimeout(timer);
      stop();
      then();
    };
  });
}

/** The value a store has, and every one it takes from now on. */
export function historyOf<T>(store: Store<T>): T[] {
  const values = [store.get()];
  store.subscribe(() => values.push(store.get()));
  return values;
}
