import { expect, it } from "vitest";
import { Tally } from "./tally.ts";

it("counts a value in the first bucket whose bound it does not pass", () => {
  const tally = new Tally([1, 10]);
  for (const value of [0, 1, 1.5, 10, 11, 1000]) tally.add(value);
  expect(tally).toMatchObject({ counts: [2, 2, 2], sum: 1023.5 });
});
