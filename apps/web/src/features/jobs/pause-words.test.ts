import { expect, it } from "vitest";
import { pauseWords, shortNews } from "./pause-words.ts";

const short = (job: string, missing: string | null) => ({
  job,
  pause: { reason: "insufficient_credit" as const, missing },
});

it.each([
  ["insufficient_credit", "3200000", "Needs $3.20"],
  ["insufficient_credit", null, "Needs credit"],
  ["budget_exceeded", null, "Budget full"],
  ["asked", null, "Paused"],
] as const)("a pause by %s with %s missing reads %s", (reason, missing, words) => {
  expect(pauseWords({ reason, missing })).toBe(words);
});

it("the news names the one job that waits for credit, and the amount", () => {
  expect(shortNews([short("train", "3200000"), { job: "other", pause: null }])).toEqual({
    title: "“train” is paused for lack of credit",
    text: "Add at least $3.20; new credit pays what is owed first. Then it goes on once its service resumes it.",
  });
});

it("the news counts several jobs, and names the smallest amount with which one goes on", () => {
  expect(shortNews([short("a", "5000000"), short("b", null), short("c", "3200000")])).toEqual({
    title: "3 jobs are paused for lack of credit",
    text: "Add at least $3.20; new credit pays what is owed first. Then they go on once their service resumes them.",
  });
});

it("there is no news if no job waits for credit", () => {
  expect(shortNews([{ job: "a", pause: { reason: "asked", missing: null } }])).toBeNull();
});
