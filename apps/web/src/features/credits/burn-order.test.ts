import { expect, it } from "vitest";
import { type Grant, inBurnOrder, usedNext } from "./burn-order.ts";

const aGrant = (grant: string, some: Partial<Grant>): Grant => ({
  grant,
  source: "plan",
  kind: "promotional",
  amount: "1",
  effectiveAt: "2027-01-01T00:00:00.000Z",
  expiresAt: null,
  available: "1",
  held: "0",
  spent: "0",
  expired: "0",
  revoked: "0",
  ...some,
});

it("lists first what ends first, then given credit before bought credit, then the oldest", () => {
  const bought = aGrant("bought", { kind: "paid" });
  const given = aGrant("given", {});
  const later = aGrant("later", { effectiveAt: "2027-02-01T00:00:00.000Z" });
  const monthly = aGrant("monthly", { expiresAt: "2027-03-01T00:00:00.000Z" });
  expect(inBurnOrder([later, bought, given, monthly]).map(({ grant }) => grant)).toEqual([
    "monthly",
    "given",
    "later",
    "bought",
  ]);
});

it("uses next the first grant that is not all on hold", () => {
  const held = aGrant("held", { available: "0", held: "1" });
  const free = aGrant("free", {});
  expect(usedNext([held, free, aGrant("later", {})])).toBe(free);
  expect(usedNext([held])).toBeUndefined();
});
