/**
 * Mocha's own report for people, and its totals and failures in the file named by `--reporter-option file=…` for `.ci/run`,
 * which tells them last. A run that breaks before its end leaves no file.
 */
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

export default class Totals extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { file } = options.reporterOptions as { file: string };
    const failures: string[] = [];
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test: Mocha.Runnable, error: Error) => failures.push(`${test.fullTitle()}\n${error.stack ?? error.message}`));
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { stats } = this;
      writeFileSync(file, JSON.stringify({ passed: stats.passes, failed: stats.failures, skipped: stats.pending, failures }));
    });
  }
}
