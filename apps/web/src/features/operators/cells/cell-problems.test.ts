import { expect, it } from "vitest";
import type { Cell } from "./cell.ts";
import { paceWords, versionWords } from "./cell.ts";
import { cellProblems } from "./cell-problems.ts";

const report = (organizations: number, schemaVersion = "V1"): Cell["report"] => ({
  at: "2026-01-01T12:00:00.000Z",
  organizations,
  entriesPerSecond: 0,
  oldestDueAt: null,
  schemaVersion,
});
const aCell = (some: Partial<Cell>): Cell => ({
  name: "a",
  state: "open",
  isFirst: true,
  epoch: 1,
  condition: "serving",
  why: null,
  report: report(3),
  ...some,
});
const textOf = (some: Partial<Cell>) => cellProblems([aCell(some)])[0]?.text;

it("names a cell that is away, and how many organizations that concerns", () => {
  expect(cellProblems([aCell({})])).toEqual([]);
  const [problem] = cellProblems([aCell({}), aCell({ name: "b", condition: "away", report: report(1200) })]);
  expect(problem).toMatchObject({
    title: "Cell b does not answer",
    text: "Its 1,200 organizations cannot be served; all others are.",
    command: null,
  });
  expect(textOf({ condition: "away", report: report(1) })).toBe("Its 1 organization cannot be served; all others are.");
  expect(textOf({ condition: "away", report: report(0) })).toBe("No organization lives there.");
  expect(textOf({ condition: "away", report: null })).toBe("Its organizations cannot be served; all others are.");
});

it("says with which command a restored cell is reconciled, and not for another reason", () => {
  const commandOf = (why: string) => cellProblems([aCell({ condition: "refused", why })])[0]?.command;
  expect(commandOf("It was restored. Run `scrip cells reconcile a`.")).toBe("scrip cells reconcile a");
  expect(commandOf("Run the migrations of this version.")).toBeNull();
});

it("says when cells have different versions", () => {
  const cells = [aCell({}), aCell({ name: "b", report: report(1, "V2") })];
  expect(cellProblems(cells).map(({ title }) => title)).toEqual(["The cells have different versions"]);
});

it("writes a pace and a version in few characters", () => {
  expect([0, 3.24, 812.5, 1204].map(paceWords)).toEqual(["0", "3.2", "813", "1,204"]);
  expect(["NameCell1800000010400", "ten"].map(versionWords)).toEqual(["10400", "ten"]);
});
