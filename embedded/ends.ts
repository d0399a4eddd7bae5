/** What was started, to be ended in the reverse order, once, whoever asks and however far the start had come. */
export interface Ends {
  add(name: string, end: () => Promise<void>): void;
  /** @returns whether all ended without an error */
  endAll(): Promise<boolean>;
  isEnding(): boolean;
}

export function createEnds(say: (line: string) => void): Ends {
  const ends: { name: string; end: () => Promise<void> }[] = [];
  let ending: Promise<boolean> | undefined;
  const run = async () => {
    let well = true;
    for (let next = ends.pop(); next; next = ends.pop()) {
      await next.end().catch((error: Error) => {
        well = false;
        say(`${next.name} did not end well: ${error.message}`);
      });
    }
    return well;
  };
  return {
    add: (name, end) => void ends.push({ name, end }),
    endAll: () => (ending ??= run()),
    isEnding: () => ending !== undefined,
  };
}

/** At a terminal Ctrl-C arrives twice when npm started us: once from the terminal, once from npm, which passes it on. */
const SAME_SIGNAL_MS = 500;

/**
 * Ctrl-C, a service manager's SIGTERM or a terminal that closes end everything and then the process, with 0 where all
 * went well. A second signal ends it at once, with 130; what is left then, the next start clears away.
 */
export function endOnSignals(ends: Ends, say: (line: string) => void): void {
  let askedAt: number | undefined;
  const onSignal = () => {
    if (askedAt !== undefined) {
      if (Date.now() - askedAt > SAME_SIGNAL_MS) process.exit(130);
      return;
    }
    askedAt = Date.now();
    say("Stopping … (again to stop at once)");
    void ends.endAll().then((well) => {
      say("Stopped.");
      process.exit(well ? 0 : 1);
    });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
}
