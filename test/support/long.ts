/** Below this share of its length a long test would be little but its start. */
const LEAST = 0.2;

/** Leaves tests out where long tests are run much shortened, and says so: they are counted as skipped. */
export function leaveOutWhenShort(hook: Mocha.Context, share: number, what: string): void {
  if (share >= LEAST) return;
  console.log(`      left out at ${share} of its length: ${what}; npm run test:long has it`);
  hook.skip();
}
