import { expect, it } from "vitest";
import { slowestFiles } from "./slowest-files.ts";

it("lists the ten slowest files, the slowest first", () => {
  const files = Array.from({ length: 12 }, (_, n) => ({ file: `${n}.test.ts`, ms: n * 1_000 + 49 }));
  const lines = slowestFiles(files);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe("   11.0 s  11.test.ts");
  expect(lines.at(-1)).toBe("    2.0 s  2.test.ts");
});
