/** Below this share of its length a test of a cluster would be little but the start of one. */
const LEAST = 0.2;

/** Leaves a file's tests out where long tests are run much shortened, and says so: they are counted as skipped. */
export function leaveOutWhenShort(hook: Mocha.Context, share: number, what: string): void {
  if (share >= LEAST) return;
  console.log(`      left out at ${share} of its length: ${what}; npm run test:long has it`);
  hook.skip();
}
