import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import type { Tally } from "./tally.ts";

/** Where a vitest run leaves its numbers for the runner that started it. */
export const TALLY_FILE = "SCRIP_TEST_TALLY";

/** Counts tests, and as failures also the files and hooks that broke before or beside their tests. */
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
