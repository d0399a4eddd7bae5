/** Keeps a fast change from flooding slow readers: of each key the first is sent at once, then the latest at a pace. */
export interface Coalescer<T> {
  offer(key: string, value: T): void;
  /** Sends at once what waits. */
  flush(): void;
  /** Forgets what was still to be sent. */
  close(): void;
}

/** @param pause milliseconds between two of one key at least, but for a flush */
export function coalesce<T>(pause: number, send: (value: T) => void): Coalescer<T> {
  const waiting = new Map<string, { latest: { value: T } | undefined; timer: NodeJS.Timeout }>();

  function pace(key: string): void {
    const timer = setTimeout(() => {
      const { latest } = waiting.get(key)!;
      waiting.delete(key);
      if (latest) sendNow(key, latest.value);
    }, pause);
    waiting.set(key, { latest: undefined, timer });
  }

  function sendNow(key: string, value: T): void {
    pace(key);
    send(value);
  }

  return {
    offer(key, value) {
      const entry = waiting.get(key);
      if (entry) entry.latest = { value };
      else sendNow(key, value);
    },
    flush() {
      for (const entry of waiting.values()) {
        const { latest } = entry;
        entry.latest = undefined;
        if (latest) send(latest.value);
      }
    },
    close() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
