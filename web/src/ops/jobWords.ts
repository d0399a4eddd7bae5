/** Jobs in words for support. */
import type { Job, JobState } from "../../../shared/contract/job.ts";
import { inWords, plural } from "../words.ts";

export const STATES: readonly { state: JobState; title: string; says: string; none: string }[] = [
  { state: "failed", title: "Failed", says: "Given up after the last try: they run no more unless somebody has them run, and are gone after 90 days.", none: "Nothing was given up." },
  { state: "failing", title: "Failing", says: "They failed when they last ran, and try again.", none: "Nothing fails." },
  { state: "waiting", title: "Waiting", says: "They have a time at which they run; the next first.", none: "Nothing waits." },
  { state: "running", title: "Running", says: "A worker has them just now.", none: "Nothing runs just now." },
  { state: "done", title: "Done", says: "They went well within the last day.", none: "Nothing was done within the last day." },
];

/** What a span is, roughly: 40 s, 5 min, 3 h, 2 days. @param ms not negative */
export function spanOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h`;
  return plural(Math.round(seconds / 86_400), "day");
}

/** Milliseconds by which a job may begin after its time and is not late. */
const PUNCTUAL = 2000;

const hasATime = ({ state }: Job) => state === "waiting" || state === "failing";

export const isLate = (job: Job, now: number): boolean => hasATime(job) && (!job.runAt || Date.parse(job.runAt) < now - PUNCTUAL);

/** When it runs next. */
export function nextWords(job: Job, now: number): string {
  if (!job.runAt) return "its worker is gone; another takes it";
  const away = Date.parse(job.runAt) - now;
  if (isLate(job, now)) return `late by ${spanOf(-away)}`;
  return away < 1000 ? "now" : `in ${spanOf(away)}`;
}

/** Whether support may have it run: what was given up, or waits and is due. */
export const mayRetry = (job: Job, now: number): boolean => (job.state === "failed" || hasATime(job)) && (!job.dueAt || Date.parse(job.dueAt) <= now);

const TITLES: Record<string, string> = {
  "sweep holds": "Ends holds that are over", "sweep changes": "Ends changes that are over", "sweep accepted": "Takes the money of accepted requests",
  "sweep payments": "Ends payments nobody needs", "sweep refunds": "Makes refunds that are due", "sweep stays": "Ends stays that are over", "sweep months": "Opens months",
  "plan reminders": "Plans reminders of days that are new",
  "settle payments": "Takes payments’ results", "audit payments": "Compares payments with the provider", "follow wishes": "Looks for freed nights", "wishes": "Tells of freed nights",
  "webhook": "Tells a host’s own system", "follow webhooks": "Looks for what hosts’ systems are told", "wake webhooks": "Looks for what is due to hosts’ systems",
};

/** What it does, where there are words for it. */
export const jobTitle = (name: string): string => TITLES[name] ?? inWords(name);
