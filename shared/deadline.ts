/** An answer where it comes in so many milliseconds, else what `late` gives or throws; what comes after that is dropped. */
export async function inTime<T>(milliseconds: number, answer: Promise<T>, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return Promise.race([answer, deadline.then(late)]).finally(() => clearTimeout(timer));
}
