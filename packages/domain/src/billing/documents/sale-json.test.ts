import fc from "fast-check";
import { expect, it } from "vitest";
import type { Catalog } from "../../catalog/index.ts";
import { CENT } from "../../money/index.ts";
import { type DocumentLine, type Sale, saleFromJson, saleToJson } from "./index.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const net = fc.bigInt({ min: 1n, max: 10n ** 9n }).map((cents) => cents * CENT);
const rate = fc.record({ title: text, country: text, percent: fc.constantFrom("19", "8.875", "0") });
const seller = fc.record({
  name: text,
  address: fc.array(text),
  country: text,
  taxIds: fc.array(text),
  rates: fc.array(rate),
  prefix: text,
});
const state = fc.constantFrom("pending" as const, "verified" as const, "unverified" as const);
const buyer = fc.record({
  name: text,
  address: fc.array(text),
  country: orNull(text),
  taxId: orNull(fc.record({ text, state })),
});
const line: fc.Arbitrary<DocumentLine<Catalog>> = fc.oneof(
  fc.record({ of: fc.constant("credit" as const), source: fc.constantFrom("purchase", "auto_topup"), net }),
  fc.record({
    of: fc.constant("plan" as const),
    plan: text,
    period: fc.constantFrom("monthly", "yearly"),
    from: fc.nat(),
    until: fc.nat(),
    net,
  }),
);
const sale: fc.Arbitrary<Sale<Catalog>> = fc.record({ seller, buyer, lines: fc.array(line) });

it("L27 a sale is read from JSON as it was written", () => {
  fc.assert(
    fc.property(sale, (each) => {
      expect(saleFromJson(JSON.parse(JSON.stringify(saleToJson(each))))).toEqual(each);
    }),
  );
});

it.each(["", "-1", "1.5", "1e3", "0x10", "12345678901234567890"])("an amount of %j is refused", (wrong) => {
  const json = { seller: {}, buyer: {}, lines: [{ of: "credit", source: "purchase", net: wrong }] };
  expect(() => saleFromJson(json)).toThrow(RangeError);
});
