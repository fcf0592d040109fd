import { Sun } from "lucide-react";
import { describe, expect, it } from "vitest";
import type { CommandGroup } from "./command.ts";
import { matching } from "./command-matching.ts";

const group = (value: string, ...items: readonly (readonly [label: string, words?: string])[]): CommandGroup => ({
  value,
  items: items.map(([label, words]) => ({
    key: label,
    label,
    icon: Sun,
    run: () => undefined,
    ...(words && { words }),
  })),
});

const GROUPS = [
  group("Pages", ["Overview", "dashboard home"], ["Activity", "billing history transactions"]),
  group("Actions", ["Light theme", "appearance"], ["Theme of the system", "appearance"], ["Sign out", "log out"]),
];

const found = (text: string) => matching(GROUPS, text).map(({ value, items }) => [value, items.map(({ key }) => key)]);

describe("the commands for a text", () => {
  it("are all commands for no text", () => {
    expect(matching(GROUPS, "  ")).toBe(GROUPS);
  });

  it.each([
    ["act", [["Pages", ["Activity"]]]],
    ["BILLING hist", [["Pages", ["Activity"]]]],
    ["history billing", [["Pages", ["Activity"]]]],
    ["log out", [["Actions", ["Sign out"]]]],
    ["theme", [["Actions", ["Theme of the system", "Light theme"]]]],
    ["nothing", []],
    ["out nothing", []],
  ])("are, for “%s”, %j", (text, names) => {
    expect(found(text)).toEqual(names);
  });
});
