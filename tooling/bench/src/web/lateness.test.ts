import { expect, it } from "vitest";
import { lateness } from "./lateness.ts";

const settled = (available: string, answeredAt: number) => ({ available, answeredAt, dueAt: answeredAt });
const figure = (text: string, at: number) => ({ where: "bar" as const, text, at });

it("a settle is shown by the first figure with its balance or a later balance", () => {
  const settles = [settled("12340000", 100), settled("12335000", 110), settled("12330000", 120)];
  const figures = [figure("Available $12.34, explain", 150), figure("Available $12.33, explain", 170)];
  expect(lateness(settles, figures)).toEqual([50, 60, 50]);
});

it("the lateness is 0 if the page shows a commit before its caller gets the answer, and null if it never shows it", () => {
  expect(lateness([settled("2000000", 100)], [figure("$2.00", 90)])).toEqual([0]);
  expect(lateness([settled("1000000", 100)], [figure("$2.00", 150)])).toEqual([null]);
});

it("figures may have commas, and text without a figure throws", () => {
  expect(lateness([settled("1234560000", 1)], [figure("$1,234.56", 5)])).toEqual([4]);
  expect(() => lateness([settled("1", 1)], [figure("nothing yet", 5)])).toThrow('no figure in dollars: "nothing yet"');
});
