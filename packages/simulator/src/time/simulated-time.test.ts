import { expect, it } from "vitest";
import type { Instant, Script } from "../script.ts";
import { inSimulatedTime } from "./simulated-time.ts";

/** A script that waits for each instant, and notes when it goes on. */
async function* noting(seen: string[], name: string, instants: readonly Instant[]): Script {
  for (const instant of instants) seen.push(`${name}@${yield instant}`);
}

async function run(lists: readonly (readonly Instant[])[], { now = 0, until = 100 } = {}): Promise<string[]> {
  const seen: string[] = [];
  const scripts = lists.map((instants, index) => noting(seen, "abcdef"[index] ?? "", instants));
  const advance = async (to: Instant): Promise<Instant> => {
    seen.push(`clock ${to}`);
    return to;
  };
  await inSimulatedTime(
    scripts.map((script) => [script]),
    { now, until, advance },
  );
  return seen;
}

it("runs steps in the order of their instants, and those of one instant in the order of the scripts", async () => {
  expect(await run([[30, 40], [10, 30], [30]])).toEqual([
    "clock 10",
    "b@10",
    "clock 30",
    "a@30",
    "b@30",
    "c@30",
    "clock 40",
    "a@40",
    "clock 100",
  ]);
});

it("goes on at once with a step whose instant has passed", async () => {
  expect(await run([[5, 3, 2]], { now: 4, until: 6 })).toEqual(["clock 5", "a@5", "a@5", "a@5", "clock 6"]);
});

it("leaves scripts that wait for a time after the end", async () => {
  expect(await run([[10, 101], [200]])).toEqual(["clock 10", "a@10", "clock 100"]);
});

it("runs the steps of a group side by side, and those of the next group after them", async () => {
  const seen: string[] = [];
  let open = 0;
  async function* slow(name: string, instants: readonly Instant[]): Script {
    for (const instant of instants) {
      yield instant;
      open += 1;
      seen.push(`${name} begins with ${open}`);
      await Promise.resolve();
      open -= 1;
    }
  }
  const groups = [[slow("a", [10]), slow("b", [10, 20])], [slow("c", [10])]];
  await inSimulatedTime(groups, { now: 0, until: 20, advance: async (to) => to });
  expect(seen).toEqual(["a begins with 1", "b begins with 2", "c begins with 1", "b begins with 1"]);
});
