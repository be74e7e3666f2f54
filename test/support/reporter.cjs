/**
 * The last lines of a test run: what was not run and why, then `N passed, N failed, N skipped`.
 * A suite that could not even be loaded counts as a failure. `LEDGER_REQUIRE=strace,chromium` turns "not run" into
 * failure for what it names; tests say what they lack by a title that ends in `[needs NAME]`.
 */
module.exports = class ClosingLine {
  constructor() {
    this.required = (process.env.LEDGER_REQUIRE ?? '').split(',').filter(Boolean);
    this.missing = [];
  }

  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap((file) =>
      file.testResults.filter((test) => test.status === 'pending' || test.status === 'todo'),
    );
    const lacking = new Map();
    for (const test of skipped) {
      const name = /\[needs ([\w-]+)\]/.exec(test.fullName)?.[1] ?? 'no reason given';
      lacking.set(name, (lacking.get(name) ?? 0) + 1);
    }
    this.missing = this.required.filter((name) => lacking.has(name));
    for (const [name, count] of lacking) process.stdout.write(`not run: ${count} test(s), needs ${name}\n`);
    for (const name of this.missing)
      process.stdout.write(`LEDGER_REQUIRE names ${name}, and tests that need it were not run\n`);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + this.missing.length;
    process.stdout.write(`${results.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped\n`);
  }

  getLastError() {
    return this.missing.length > 0 ? new Error(`not run: ${this.missing.join(', ')}`) : undefined;
  }
};
