import { expect, it } from "vitest";
import { checkCells } from "./check-cells.ts";
import type { CellRows } from "./read-cells.ts";

const row = (cell: string, movedTo: string | null = null) => ({ orgId: "x", cell, movedTo });

/** What `verify` says of the organization x, which the directory has in the first cell, a. */
function said(rows: CellRows["rows"], some: Partial<CellRows> = {}): string[] {
  const listed = [
    { name: "a", isFirst: true },
    { name: "b", isFirst: false },
  ];
  const all = {
    listed,
    given: ["a", "b"],
    directory: new Map([["x", null]]),
    moving: new Set<string>(),
    rows,
    ...some,
  };
  return checkCells(all).map(({ message }) => message);
}

it.each<[string, CellRows["rows"], Partial<CellRows>, string[]]>([
  ["in its cell", [row("a")], {}, []],
  ["moved away and back", [row("a"), row("b", "a")], {}, []],
  ["where the directory says", [row("a", "b"), row("b")], { directory: new Map([["x", "b"]]) }, []],
  ["in two cells", [row("a"), row("b")], {}, ["it lives in 2 cells"]],
  ["in two cells while it moves", [row("a"), row("b")], { moving: new Set(["x"]) }, ["it lives in 2 cells"]],
  ["elsewhere", [row("b")], {}, ["the directory says that it lives in a"]],
  ["not yet in the directory while it moves", [row("a", "b"), row("b")], { moving: new Set(["x"]) }, []],
  ["between two cells while it moves", [row("a", "b"), row("b", "a")], { moving: new Set(["x"]) }, []],
  [
    "in no cell",
    [row("a", "b"), row("b", "a")],
    {},
    ["it lives in no cell: its row in a leads to b, its row in b leads to a"],
  ],
  ["in a cell that the platform does not list", [row("a")], { given: ["a", "c"] }, ["the platform does not list it"]],
])("L36 an organization is %s", (_, rows, some, expected) => {
  expect(said(rows, some)).toEqual(expected);
});
