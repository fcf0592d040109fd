import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import type { Tally } from "./tally.ts";

/** The environment variable with the path of the file for vitest's totals. The runner sets it and reads the file. */
export const TALLY_FILE = "SCRIP_TEST_TALLY";

/** Counts tests. Files that throw before their tests, failed hooks and unhandled errors count as failures. */
class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env[TALLY_FILE];
    if (file === undefined) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const brokenFiles = modules.filter(
      (module) => !module.ok() && [...module.children.allTests("failed")].length === 0,
    );
    const tally: Tally = {
      passed: count("passed"),
      failed: count("failed") + brokenFiles.length + unhandledErrors.length,
      skipped: count("skipped"),
    };
    writeFileSync(file, JSON.stringify(tally));
  }
}

// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export
export default TallyReporter;
