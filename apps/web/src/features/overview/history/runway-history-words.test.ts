import { expect, it } from "vitest";
import { runwayHistoryWords, runwayPoints } from "./runway-history-words.ts";

const NOW = Date.UTC(2026, 10, 22, 13);
const note = (noted: string, at: string | null, state: "idle" | "lasts" | "ends" = "ends") => ({
  noted: `${noted}T12:00:00.000Z`,
  at: at === null ? null : `${at}T12:00:00.000Z`,
  state,
  perHour: "1000000",
});
const words = (notes: Parameters<typeof runwayPoints>[0]) => runwayHistoryWords(runwayPoints(notes), NOW, "UTC");

it("says how long credit would have lasted, first and last, and when it was shortest", () => {
  expect(words([])).toBe("");
  expect(words([note("2026-11-15", null, "idle")])).toBe("");
  expect(words([note("2026-11-15", "2026-11-20")])).toBe("On 15 Nov credit was enough for 5 d.");
  expect(
    words([note("2026-11-15", null, "lasts"), note("2026-11-16", "2026-11-17"), note("2026-11-20", "2026-11-25")]),
  ).toBe("On 15 Nov credit was enough for more than a year, and on 20 Nov for 5 d. The shortest was 1 d, on 16 Nov.");
});
