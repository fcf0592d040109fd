import { expect, it } from "vitest";
import { csvText } from "./csv-text.ts";

it.each(["run-42", "Vision", "gpu.h100-80gb", "Zoë; second", "研究", "eval_1e5", "Marathon", "decoder v2", "truest"])(
  "leaves %s as it is",
  (text) => {
    expect(csvText(text)).toBe(text);
  },
);

it.each([
  "0001",
  "1e5",
  "42",
  "-5",
  "+1",
  "3.50",
  "1/2",
  "2026-01-01",
  "12:30",
  "5%",
  "$5",
  "１２",
  "٣",
  ".5",
  "(5)",
  "'a",
])("keeps %s as text: a spreadsheet would read a value", (text) => {
  expect(csvText(text)).toBe(`'${text}`);
});

it.each(["TRUE", "false", "MARCH1", "Sep-21", "dec 5", "Oct/3"])(
  "keeps %s as text, although it begins with a letter",
  (text) => {
    expect(csvText(text)).toBe(`'${text}`);
  },
);

it.each([
  ["=1+1", "'=1+1"],
  ["@sum", "'@sum"],
  ["＝cmd", "'＝cmd"],
  ["﹢1", "'﹢1"],
  ["x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"],
  ["x; =cmd", "x; '=cmd"],
  ["x;＝cmd", "x;'＝cmd"],
  ["x\t=cmd", "x\t'=cmd"],
  ["x\r=cmd", "x\r'=cmd"],
  ["x;-1;+2;@a", "x;'-1;'+2;'@a"],
  ["1;=2", "'1;'=2"],
])("F7 makes %j inert, also where a spreadsheet splits cells", (text, cell) => {
  expect(csvText(text)).toBe(cell);
});

it("leaves an empty cell empty", () => {
  expect(csvText(null)).toBeNull();
});
