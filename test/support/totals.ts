/**
 * Mocha's own report for people, and its totals in the file named by `--reporter-option file=…` for `.ci/run`. A run that
 * breaks before its end leaves no file.
 */
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

export default class Totals extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { file } = options.reporterOptions as { file: string };
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { stats } = this;
      writeFileSync(file, JSON.stringify({ passed: stats.passes, failed: stats.failures, skipped: stats.pending }));
    });
  }
}
