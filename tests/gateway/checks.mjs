/** Runs checks one by one and prints a line for each. */
export class Checks {
  passed = 0;
  failed = 0;

  async check(name, run) {
    try {
      const note = await run();
      this.passed += 1;
      console.log(`ok ${name}${note ? ` (${note})` : ''}`);
    } catch (error) {
      this.fail(name, error);
    }
  }

  /** `named('hive')` gives a function that checks under this name. */
  named(prefix) {
    return (name, run) => this.check(`${prefix}: ${name}`, run);
  }

  fail(name, error) {
    this.failed += 1;
    console.log(`not ok ${name}: ${onOneLine(error)}`);
  }
}

const LONGEST_REASON = 400;

function onOneLine(error) {
  const reason = error?.cause ? `${error.message}: ${error.cause.message}` : String(error?.message ?? error);
  return reason.replace(/\s+/g, ' ').slice(0, LONGEST_REASON);
}
