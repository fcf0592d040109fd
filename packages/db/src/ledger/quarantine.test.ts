import { expect, it } from "vitest";
import type { Waiting } from "./lane-queue.ts";
import { Quarantine } from "./quarantine.ts";

const item = (name: string) => ({ key: name }) as unknown as Waiting;
const namesOf = (items: readonly Waiting[]) => items.map(({ key }) => key);

/** A quarantine with one slot and two commands a transaction. Each commit waits until the test calls `end`. */
function aQuarantine() {
  const began: (string | null)[][] = [];
  const back: (string | null)[] = [];
  const commits: ((isCommitted: boolean) => void)[] = [];
  const quarantine = new Quarantine({
    commands: 2,
    slots: 1,
    bringBack: (items) => back.push(...namesOf(items)),
    commit: (part) => {
      began.push(namesOf(part));
      return new Promise((resolve) => commits.push(resolve));
    },
  });
  const end = async (isCommitted: boolean): Promise<void> => {
    commits.shift()?.(isCommitted);
    await new Promise(setImmediate);
  };
  return { quarantine, began, back, end };
}

it("organizations take turns: one that stays locked does not keep the slot", async () => {
  const { quarantine, began, end } = aQuarantine();
  quarantine.add("locked", ["a", "b", "c", "d"].map(item));
  quarantine.add("other", [item("x")]);
  await new Promise(setImmediate);
  expect(began).toEqual([["a", "b"]]);
  await end(false);
  expect(began).toEqual([["a", "b"], ["x"]]);
  await end(true);
  expect(began.at(-1)).toEqual(["c", "d"]);
});

it("an organization leaves with all its waiting commands once a part of them is committed, not before", async () => {
  const { quarantine, began, back, end } = aQuarantine();
  quarantine.add("org", [item("a")]);
  await new Promise(setImmediate);
  await end(false);
  // It failed and no command waits, so its next command is tried in quarantine again.
  expect(quarantine.waitingOf("org")).toBe(0);
  quarantine.add("org", ["b", "c", "d"].map(item));
  await new Promise(setImmediate);
  quarantine.add("org", [item("e")]);
  await end(true);
  expect([began, back, quarantine.waitingOf("org")]).toEqual([[["a"], ["b", "c"]], ["d", "e"], null]);
  await quarantine.idle();
});
