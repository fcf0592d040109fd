import { EVENT_GROUPS, eventLine, eventPage, eventTitle } from "@scrip/contract/notices/event-words";
import { EVENT_KINDS, type EventContent, eventSpec, parseEvent } from "@scrip/contract/notices/events";
import { expect, it } from "vitest";

const day = (iso: string): string => iso.slice(0, 10);
const lineOf = (kind: EventContent["kind"], some: object = {}): string =>
  eventLine(parseEvent(kind, { ...eventSpec(kind).example, ...some }), day);

it.each(EVENT_KINDS)("%s has a title, a line without a full stop, and a page", (kind) => {
  const event = parseEvent(kind, eventSpec(kind).example);
  expect(eventTitle(kind)).toMatch(/^[A-Z].*[^.]$/);
  expect(eventLine(event, day)).not.toMatch(/undefined|\[object|NaN/);
  expect(eventLine(event, day).replace("Test: This is a test.", "Test passes")).toMatch(/^[A-Z$].{5,98}[^.]$/u);
  const { path, label } = eventPage(event);
  expect(path).toMatch(/^[a-z-]+(?:\/[\w.~%-]+){0,2}(?:\?[a-z]+=[\w-]+)?$/);
  expect(label).toMatch(/^[A-Z]/);
});

it("lists every kind once, but not the test", () => {
  const listed = EVENT_GROUPS.flatMap(({ kinds }) => kinds);
  expect(listed.toSorted()).toEqual(EVENT_KINDS.filter((kind) => kind !== "test").toSorted());
});

it("writes figures", () => {
  expect(lineOf("balance.low")).toBe("Balance below $10.00: $9.87 left");
  expect(lineOf("balance.exhausted", { owed: "0" })).toBe("Credit is used up");
  expect(lineOf("balance.exhausted")).toBe("Credit is used up, and $1.25 is owed");
  expect(lineOf("budget.reached")).toBe("The budget of the month of project training at 80 %: $160.50 of $200.00 used");
  expect(lineOf("budget.reached", { scope: "organization", period: "all", level: 100 })).toBe(
    "The budget of the organization is full: $160.50 of $200.00 used",
  );
  expect(lineOf("job.should_pause", { missing: "0", reason: "budget_exceeded" })).toBe(
    "Job run-481 should pause: its budget is full",
  );
  expect(lineOf("topup.failed")).toBe(
    "Automatic top-up of $25.00 failed: Visa ending in 4242 declined, next try on 2026-03-01",
  );
});

it("encodes a name in the path of its page", () => {
  const { example } = eventSpec("job.should_pause");
  const event = parseEvent("job.should_pause", { ...example, job: "run 4/8?" });
  expect(eventPage(event).path).toBe("jobs/run%204%2F8%3F");
});
