import { expect, it } from "vitest";
import { expiryWords } from "./expiry-words.ts";

it("an expiry is written as it is printed on a card", () => {
  expect(expiryWords({ expMonth: 4, expYear: 2028, attention: null })).toBe("Expires 04/2028");
  expect(expiryWords({ expMonth: 12, expYear: 2025, attention: "expired" })).toBe("Expired 12/2025");
  expect(expiryWords({ expMonth: null, expYear: null, attention: null })).toBeNull();
});
