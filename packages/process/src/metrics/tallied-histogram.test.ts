import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { addTalliedHistogram } from "./tallied-histogram.ts";

it("is a histogram as Prometheus reads it, with cumulative buckets", async () => {
  const registry = new Registry();
  addTalliedHistogram(registry, "waits", "Waits.", () => ({ bounds: [0.1, 1], counts: [3, 2, 1], sum: 7.5 }));
  expect(await registry.metrics()).toBe(`# HELP waits Waits.
# TYPE waits histogram
waits_bucket{le="0.1"} 3
waits_bucket{le="1"} 5
waits_bucket{le="+Inf"} 6
waits_sum 7.5
waits_count 6
`);
});
