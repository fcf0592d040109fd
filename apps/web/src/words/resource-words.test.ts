import { expect, it } from "vitest";
import { resourceWords, workloadWords } from "./resource-words.ts";

it.each([
  ["gpu.h100-80gb", "H100 80GB"],
  ["gpu.rtx-4090", "RTX 4090"],
  ["gpu.l40s", "L40S"],
  ["endpoint.cpu-2", "endpoint.cpu-2"],
  ["storage.gb-month", "storage.gb-month"],
])("names %s as %s", (id, words) => {
  expect(resourceWords(id)).toBe(words);
});

it.each([
  [8000, "8 × H100 80GB"],
  [500, "0.5 × H100 80GB"],
  [1_000_000_000, "1,000,000 × H100 80GB"],
])("names the units of a job: %d thousandths", (unitsMilli, words) => {
  expect(workloadWords({ resource: "gpu.h100-80gb", unitsMilli })).toBe(words);
});
