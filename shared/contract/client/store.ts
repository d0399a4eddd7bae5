/** A value that can be read now and listened to: what the page's `useSyncExternalStore` wants, and nothing more. */
export interface Store<T> {
  get: () => T;
  /** @returns stops listening */
  subscribe: (listener: () => void) => () => void;
}

export interface WritableStore<T> extends Store<T> {
  set: (value: T) => void;
}

/** Listeners hear of a new value only: setting the same one again is silent. */
export function createStore<T>(initial: T): WritableStore<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
