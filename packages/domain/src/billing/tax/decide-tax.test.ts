import { describe, expect, it } from "vitest";
import { decideTax, type TaxBuyer } from "./decide-tax.ts";

const DE = { title: "VAT", country: "DE", percent: "19" };
const FR = { title: "VAT", country: "FR", percent: "20" };
const CA = { title: "GST", country: "CA", percent: "5" };
const german = { country: "DE", rates: [DE, FR, CA] };

const buyer = (country: string | null, taxId: TaxBuyer["taxId"] = null): TaxBuyer => ({ country, taxId });
const none = { rate: null, isReverseCharge: false, warning: null };

describe("a seller in the European Union", () => {
  it("collects its own VAT in its own country, with and without a verified tax id", () => {
    expect(decideTax(german, buyer("DE"))).toEqual({ ...none, rate: DE });
    expect(decideTax(german, buyer("DE", "verified"))).toEqual({ ...none, rate: DE });
  });

  it("collects none from a business of another member state whose tax id is verified", () => {
    expect(decideTax(german, buyer("FR", "verified"))).toEqual({ ...none, isReverseCharge: true });
  });

  it.each(["pending", "unverified"] as const)("collects VAT while the tax id is %s, and warns", (state) => {
    expect(decideTax(german, buyer("FR", state))).toEqual({ ...none, rate: FR, warning: "tax_id_not_verified" });
  });

  it("collects the VAT of a consumer's country, or its own if it does not collect that", () => {
    expect(decideTax(german, buyer("FR"))).toEqual({ ...none, rate: FR });
    expect(decideTax(german, buyer("PL"))).toEqual({ ...none, rate: DE });
  });

  it("collects the tax of another country that it is registered in, and none elsewhere", () => {
    expect(decideTax(german, buyer("CA", "unverified"))).toEqual({ ...none, rate: CA });
    expect(decideTax(german, buyer("US"))).toEqual(none);
  });

  it("treats a sale without an address as one at home, and warns", () => {
    expect(decideTax(german, buyer(null))).toEqual({ ...none, rate: DE, warning: "no_billing_address" });
  });
});

describe("a seller elsewhere", () => {
  const american = { country: "US", rates: [CA] };

  it("collects where it is registered, and has no reverse charge", () => {
    expect(decideTax(american, buyer("CA", "verified"))).toEqual({ ...none, rate: CA });
    expect(decideTax(american, buyer("DE", "verified"))).toEqual(none);
    expect(decideTax(american, buyer(null))).toEqual(none);
  });
});
