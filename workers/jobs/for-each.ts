/**
 * Acts on all, so many at once, and then fails where any did: what can't be done must not hold up what can.
 *
 * @throws AggregateError of all failures
 */
export async function forEach<T>(all: Iterable<T> | AsyncIterable<T>, atOnce: number, act: (one: T) => Promise<unknown>): Promise<void> {
  const waiting = Symbol.asyncIterator in all ? all[Symbol.asyncIterator]() : all[Symbol.iterator]();
  const failures: unknown[] = [];
  const work = async () => {
    for (let next = await waiting.next(); !next.done; next = await waiting.next()) {
      await act(next.value).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} could not be done`);
}
