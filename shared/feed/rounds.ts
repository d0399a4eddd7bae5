/** Does something again and again; a round that takes longer than the pause delays the next and meets none. */
export function inRounds(every: number, work: () => Promise<unknown>): { stop(): void } {
  let underWay = false;
  const timer = setInterval(() => {
    if (underWay) return;
    underWay = true;
    work().catch(() => {}).finally(() => (underWay = false));
  }, every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
