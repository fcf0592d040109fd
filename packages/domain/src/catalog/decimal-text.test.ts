import { describe, expectTypeOf, it } from "vitest";
import type { CatalogError } from "./catalog-error.ts";
import type { DecimalText } from "./decimal-text.ts";

describe("DecimalText", () => {
  it("accepts decimal text, and text that is only known at run time", () => {
    expectTypeOf<DecimalText<"0", 9>>().toBeUnknown();
    expectTypeOf<DecimalText<"1000000", 9>>().toBeUnknown();
    expectTypeOf<DecimalText<"0.123456789", 9>>().toBeUnknown();
    expectTypeOf<DecimalText<string, 9>>().toBeUnknown();
  });

  it("names the error", () => {
    expectTypeOf<DecimalText<"-1", 9>>().toEqualTypeOf<CatalogError<"-1 is negative">>();
    expectTypeOf<DecimalText<"0.1234567890", 9>>().toEqualTypeOf<
      CatalogError<"0.1234567890 has more than 9 decimals">
    >();
    expectTypeOf<DecimalText<"0.001", 2>>().toEqualTypeOf<CatalogError<"0.001 has more than 2 decimals">>();
  });

  it("accepts no other form of numbers", () => {
    type NotDecimal<Text extends string> = CatalogError<`"${Text}" is not decimal text such as "3.99"`>;
    expectTypeOf<DecimalText<"", 9>>().toEqualTypeOf<NotDecimal<"">>();
    expectTypeOf<DecimalText<".5", 9>>().toEqualTypeOf<NotDecimal<".5">>();
    expectTypeOf<DecimalText<"5.", 9>>().toEqualTypeOf<NotDecimal<"5.">>();
    expectTypeOf<DecimalText<"1e3", 9>>().toEqualTypeOf<NotDecimal<"1e3">>();
    expectTypeOf<DecimalText<"0x10", 9>>().toEqualTypeOf<NotDecimal<"0x10">>();
    expectTypeOf<DecimalText<"１２", 9>>().toEqualTypeOf<NotDecimal<"１２">>();
    expectTypeOf<DecimalText<"1.2.3", 9>>().toEqualTypeOf<NotDecimal<"1.2.3">>();
    expectTypeOf<DecimalText<"1,000", 9>>().toEqualTypeOf<NotDecimal<"1,000">>();
  });
});
