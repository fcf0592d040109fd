import { instantOut } from "@scrip/contract/wire/time";
import { expect, it } from "vitest";

const DAY_MS = 86_400_000;

it("writes an instant as ISO 8601 in UTC with milliseconds, on whichever days the instants before it were", () => {
  const days = [
    0,
    -1,
    1,
    Date.UTC(2000, 1, 29),
    Date.UTC(2026, 11, 31),
    Date.UTC(2199, 11, 31),
    Date.UTC(9999, 11, 31),
  ];
  const times = [0, 1, 999, 1000, 59_999, 60_000, 3_599_999, 3_600_000, 36_000_010, DAY_MS - 1];
  for (const day of [...days, ...days.toReversed()])
    for (const time of times) expect(instantOut.parse(day + time)).toBe(new Date(day + time).toISOString());
});

it("is the inverse of its encoding", () => {
  for (let n = 0, at = Date.UTC(2000, 0, 1); n < 5000; n += 1, at += 1_234_567_891)
    expect(instantOut.encode(instantOut.parse(at))).toBe(at);
});

it("throws for what is no instant", () => {
  for (const ms of [Number.NaN, Number.POSITIVE_INFINITY, 9e15]) expect(() => instantOut.parse(ms)).toThrow(/invalid/i);
});
