import { beforeEach, type TestContext } from "vitest";
import { citusSkip } from "./citus-skips.ts";

/** For vitest's `setupFiles` with `SCRIP_CITUS_URL`: skips the tests that the list names. */
beforeEach(({ task, skip }: TestContext) => {
  const why = citusSkip(task.file.filepath, nameOf(task));
  if (why !== undefined) skip(why);
});

/** The names of a test's groups and its own, as a run prints them, with spaces between. */
function nameOf(task: TestContext["task"]): string {
  const names = [task.name];
  for (let suite = task.suite; suite !== undefined && suite.name !== ""; suite = suite.suite) names.unshift(suite.name);
  return names.join(" ");
}
