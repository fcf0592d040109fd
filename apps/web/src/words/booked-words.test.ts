import { expect, it } from "vitest";
import { bookedWords } from "./booked-words.ts";

type Sums = Parameters<typeof bookedWords>[0];

const sum = (kind: Sums[number]["kind"], net: string, count = 1, source: string | null = null) => ({
  kind,
  net,
  count,
  source,
});

it.each<[string, Sums]>([
  ["", []],
  ["", [sum("hold_placed", "0", 5), sum("settled", "0", 5)]],
  [
    "+$20.00 plan credit, −$7.27 expired, 3 holds released",
    [
      sum("hold_expired", "0", 2),
      sum("grant_expired", "-4270000", 1, "plan"),
      sum("grant_issued", "20000000", 1, "plan"),
      sum("grant_expired", "-3000000", 1, "code"),
      sum("hold_voided", "0"),
    ],
  ],
  [
    "+$20.00 plan credit, +$1,000.00 auto top-up credit, −$312.40 used",
    [
      sum("settled", "-310000000", 40),
      sum("grant_issued", "20000000", 1, "plan"),
      sum("charged", "-2400000", 2),
      sum("grant_issued", "1000000000", 2, "auto_topup"),
    ],
  ],
  [
    "−$5.00 revoked, +$1.00 reinstated, +$0.50 debt forgiven, 1 hold released",
    [
      sum("debt_forgiven", "500000"),
      sum("grant_revoked", "-5000000", 1, "purchase"),
      sum("grant_reinstated", "1000000", 1, "purchase"),
      sum("hold_released", "0"),
    ],
  ],
])("what was booked is, in words, “%s”", (words, sums) => {
  expect(bookedWords(sums).join(", ")).toBe(words);
});
