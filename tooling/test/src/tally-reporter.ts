import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import type { TimedFile } from "./slowest-files.ts";
import type { Tally } from "./tally.ts";

/** The environment variable with the path of the file for vitest's totals. The runner sets it and reads the file. */
export const TALLY_FILE = "SCRIP_TEST_TALLY";

/** What a vitest run leaves there. */
export interface RunReport {
  readonly tally: Tally;
  readonly files: readonly TimedFile[];
}

/** Counts tests, and as failures also the files and hooks that broke before or beside their tests; times each file. */
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
    const report: RunReport = { tally, files: modules.map(timed) };
    writeFileSync(file, JSON.stringify(report));
  }
}

function timed(module: TestModule): TimedFile {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } = module.diagnostic();
  const ms = environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration;
  return { file: module.relativeModuleId, ms };
}

// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export
export default TallyReporter;
