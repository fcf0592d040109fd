import { expect, it } from "vitest";
import type { tiered } from "../../catalog/index.ts";
import { usd } from "../../money/index.ts";
import { type Sale, saleOfTotal, saleTotal } from "./index.ts";

function aSale(percent: string): Sale<typeof tiered> {
  const rates = [{ country: "DE", percent, title: "VAT" }];
  const seller = { name: "Scrip", address: [], country: "DE", taxIds: [], rates, prefix: "SC" };
  const buyer = { name: "Ada", address: [], country: "DE", taxId: null };
  return { seller, buyer, lines: [{ of: "credit", source: "purchase", net: usd("25.00") }] } as never;
}

it.each([
  ["19", "29.75", "25.00"],
  ["19", "11.90", "10.00"],
  ["0", "12.34", "12.34"],
])("with a tax of %s %% $%s pays $%s", (percent, gross, net) => {
  const sale = saleOfTotal(aSale(percent), usd(gross));
  expect(sale === null ? null : saleTotal(sale).total).toMatchObject({ net: usd(net), gross: usd(gross) });
});

it("is none for a total that no sum in whole cents has with its tax", () => {
  const totals = Array.from({ length: 500 }, (_, cents) => usd("10.00") + BigInt(cents) * 10_000n);
  const sales = totals.map((gross) => saleOfTotal(aSale("19"), gross));
  const found = sales.flatMap((sale, index) => (sale === null ? [] : [[saleTotal(sale).total.gross, totals[index]]]));
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(totals.length);
  for (const [gross, total] of found) expect(gross).toBe(total);
});
