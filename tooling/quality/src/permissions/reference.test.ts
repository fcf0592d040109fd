import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../root.ts";
import { COMMAND, permissionReference, REFERENCE } from "./reference.ts";

it("docs/permissions.md matches the table of permissions", () => {
  const written = readFileSync(join(root, REFERENCE), "utf8");
  expect(written, `${REFERENCE} is out of date. Run: ${COMMAND}`).toBe(permissionReference());
});
