import { expect, it } from "vitest";
import { attentionOf, cardEnd, tellExpiryAt } from "./expiry.ts";

const card = { expMonth: 2, expYear: 2028 };

it("a card ends with the month that is printed on it", () => {
  expect(cardEnd(card)).toBe(Date.UTC(2028, 2, 1));
  expect(cardEnd({ expMonth: 12, expYear: 2028 })).toBe(Date.UTC(2029, 0, 1));
  expect(cardEnd({ expMonth: null, expYear: null })).toBeNull();
});

it("a card needs attention from 30 days before its end", () => {
  const told = Date.UTC(2028, 0, 31);
  expect(tellExpiryAt(card)).toBe(told);
  expect(attentionOf(card, told - 1)).toBeNull();
  expect(attentionOf(card, told)).toBe("expires_soon");
  expect(attentionOf(card, Date.UTC(2028, 2, 1) - 1)).toBe("expires_soon");
  expect(attentionOf(card, Date.UTC(2028, 2, 1))).toBe("expired");
});
