/** How many at one time, by key. */
export interface Seats {
  isFull(key: string): boolean;
  /** @returns what gives it back, once however often it is called; `undefined` where there was none */
  take(key: string): (() => void) | undefined;
}

export function createSeats(most = Infinity): Seats {
  const taken = new Map<string, number>();
  const isFull = (key: string) => (taken.get(key) ?? 0) >= most;
  return {
    isFull,
    take(key) {
      if (isFull(key)) return undefined;
      taken.set(key, (taken.get(key) ?? 0) + 1);
      let given = false;
      return () => {
        if (given) return;
        given = true;
        const left = taken.get(key)! - 1;
        if (left > 0) taken.set(key, left);
        else taken.delete(key);
      };
    },
  };
}
