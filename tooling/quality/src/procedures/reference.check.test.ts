import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { root } from "../root.ts";
import { COMMAND, REFERENCE } from "./reference.ts";

it("docs/procedures.md matches the router", async () => {
  // Node loads the API's sources in a tenth of the time that the test runner would transform them.
  const main = join(import.meta.dirname, "main.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [main, "--print"], { maxBuffer: 10_000_000 });
  const written = readFileSync(join(root, REFERENCE), "utf8");
  expect(written, `${REFERENCE} is out of date. Run: ${COMMAND}`).toBe(stdout);
});
