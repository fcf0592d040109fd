import { expect, it } from "vitest";
import { amountTrack } from "./amount-track.ts";

it.each([
  [undefined, "minmax(9ch, 1fr)"],
  ["2fr", "minmax(9ch, 2fr)"],
  ["5rem", "max(5rem, 9ch)"],
  ["minmax(0, 2fr)", "minmax(9ch, 2fr)"],
  ["minmax(0,1.5fr)", "minmax(9ch, 1.5fr)"],
  ["minmax(6rem, 13rem)", "minmax(max(6rem, 9ch), 13rem)"],
  ["minmax(4rem, 1fr)", "minmax(max(4rem, 9ch), 1fr)"],
])("the track %s is at least as wide as its amounts, as %s", (width, track) => {
  expect(amountTrack(width, 9)).toBe(track);
});
