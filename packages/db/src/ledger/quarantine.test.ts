import { expect, it } from "vitest";
import type { Waiting } from "./lane-queue.ts";
import { SetAside } from "./quarantine.ts";

const item = (name: string) => ({ key: name }) as unknown as Waiting;
const namesOf = (items: readonly Waiting[]) => items.map(({ key }) => key);

/** Set aside with one place and two commands a transaction; each commit waits until it is told how it went. */
function aStage() {
  const began: (string | null)[][] = [];
  const back: (string | null)[] = [];
  const going: ((isWell: boolean) => void)[] = [];
  const aside = new SetAside({
    commands: 2,
    places: 1,
    bringBack: (items) => back.push(...namesOf(items)),
    commit: (part) => {
      began.push(namesOf(part));
      return new Promise((resolve) => going.push(resolve));
    },
  });
  const end = async (isWell: boolean): Promise<void> => {
    going.shift()?.(isWell);
    await new Promise(setImmediate);
  };
  return { aside, began, back, end };
}

it("organizations take turns: one that stays locked does not keep the place", async () => {
  const { aside, began, end } = aStage();
  aside.add("locked", ["a", "b", "c", "d"].map(item));
  aside.add("other", [item("x")]);
  await new Promise(setImmediate);
  expect(began).toEqual([["a", "b"]]);
  await end(false);
  expect(began).toEqual([["a", "b"], ["x"]]);
  await end(true);
  expect(began.at(-1)).toEqual(["c", "d"]);
});

it("one comes back with all that waits once something of it went through, and not before", async () => {
  const { aside, began, back, end } = aStage();
  aside.add("org", [item("a")]);
  await new Promise(setImmediate);
  await end(false);
  // It failed, and nothing waits: what comes next is tried beside the lane again.
  expect(aside.waitingOf("org")).toBe(0);
  aside.add("org", ["b", "c", "d"].map(item));
  await new Promise(setImmediate);
  aside.add("org", [item("e")]);
  await end(true);
  expect([began, back, aside.waitingOf("org")]).toEqual([[["a"], ["b", "c"]], ["d", "e"], null]);
  await aside.idle();
});
