import fc from "fast-check";
import { expect, it } from "vitest";
import { derivedId } from "./derived-id.ts";

it("derives UUIDv7 ids from one id, all different", () => {
  fc.assert(
    fc.property(fc.uuid({ version: 7 }), fc.uniqueArray(fc.nat({ max: 2 ** 26 - 1 })), (id, places) => {
      const ids = places.map((n) => derivedId(id, n));
      expect(new Set(ids).size).toBe(places.length);
      for (const derived of ids)
        expect(derived).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(derivedId(id, 0)).toBe(id);
    }),
  );
});

it("changes neither the time of an id nor the bits in which numbered test ids differ", () => {
  expect(derivedId("00000000-0000-7000-8000-000000000001", 1)).toBe("00000000-0000-7000-8001-000000000001");
  expect(derivedId("01985c2e-1111-7fff-bfff-0123456789ab", 1)).toBe("01985c2e-1111-7000-8000-0123456789ab");
});
