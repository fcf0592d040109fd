import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../root.ts";
import { COMMAND, planReference, REFERENCE } from "./reference.ts";

it("docs/plans.md matches the state machine of plans", () => {
  const written = readFileSync(join(root, REFERENCE), "utf8");
  expect(written, `${REFERENCE} is out of date. Run: ${COMMAND}`).toBe(planReference());
});
