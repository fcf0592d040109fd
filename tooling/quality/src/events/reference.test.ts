import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../root.ts";
import { COMMAND, eventReference, REFERENCE } from "./reference.ts";

it("docs/events.md matches the table of events", () => {
  const written = readFileSync(join(root, REFERENCE), "utf8");
  expect(written, `${REFERENCE} is out of date. Run: ${COMMAND}`).toBe(eventReference());
});
