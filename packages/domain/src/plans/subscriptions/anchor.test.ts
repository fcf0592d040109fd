import { expect, it } from "vitest";
import { anchorOf } from "./anchor.ts";

it.each([
  ["is the instant of the payment, however late the news is", 50, 50],
  ["is not before the request, and what ran before", 20, 40],
  ["is not in the future, if the clocks differ", 120, 100],
  ["is now, if the gateway does not say", null, 100],
])("the anchor %s", (_, paidAt, anchor) => {
  expect(anchorOf(paidAt, { notBefore: 40, now: 100 })).toBe(anchor);
});
