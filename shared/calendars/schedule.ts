/** Milliseconds to the next reading, by how often it has failed since it went well. */
const PAUSES = [15, 30, 60, 120].map((minutes) => minutes * 60_000);

/** A little earlier or later each time, so that calendars added at once are not read at once for ever. */
export function nextReading(now: Date, failures: number): Date {
  const pause = PAUSES[Math.min(failures, PAUSES.length - 1)]!;
  return new Date(now.getTime() + Math.round(pause * (0.9 + Math.random() * 0.2)));
}
