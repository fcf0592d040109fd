import { describe, expect, it } from "vitest";
import { anchorOf } from "./anchor.ts";
import { nextStartLook } from "./payment.ts";

it.each([
  ["is the instant of the payment, however late the news is", 50, 50],
  ["is not before the request, and what ran before", 20, 40],
  ["is not in the future, if the clocks differ", 120, 100],
  ["is now, if the gateway does not say", null, 100],
])("the anchor %s", (_, paidAt, anchor) => {
  expect(anchorOf(paidAt, { notBefore: 40, now: 100 })).toBe(anchor);
});

describe("a first payment that waits", () => {
  it("is looked up ten times in the day that its page is open", () => {
    const day = 86_400_000;
    let now = 0;
    let looks = 0;
    for (; now < day; looks += 1) now = nextStartLook(0, now);
    expect(looks).toBe(10);
  });
});
