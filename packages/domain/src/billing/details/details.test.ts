import { describe, expect, it } from "vitest";
import {
  addressLines,
  type BillingDetails,
  COUNTRIES,
  changeDetails,
  changedFields,
  isCountry,
  plainTaxId,
  taxIdProblem,
} from "./index.ts";

const details: BillingDetails = {
  name: "Harbor Lab",
  line1: "1 rue de Rivoli",
  line2: null,
  postalCode: "75001",
  city: "Paris",
  region: null,
  country: "FR",
  email: null,
  taxId: "FR40303265045",
  taxIdState: "verified",
};

describe("a change of billing details", () => {
  it("keeps what is known of the same tax id in the same country", () => {
    expect(changeDetails(details, { ...details, city: "Lyon" }).taxIdState).toBe("verified");
  });

  it.each([
    ["a new tax id", { taxId: "FR83404833048" }, "pending"],
    ["another country", { country: "DE" }, "pending"],
    ["no tax id", { taxId: null }, null],
  ] as const)("with %s starts over", (_what, over, state) => {
    expect(changeDetails(details, { ...details, ...over }).taxIdState).toBe(state);
  });

  it("names the fields that differ", () => {
    expect(changedFields(details, { ...details, city: "Lyon", email: "a@example.com" })).toEqual(["city", "email"]);
    expect(changedFields(details, details)).toEqual([]);
    expect(changedFields(null, details)).not.toContain("line2");
  });
});

describe("an address", () => {
  it("has a line for each part that is there", () => {
    expect(addressLines(details)).toEqual(["1 rue de Rivoli", "75001 Paris"]);
    expect(addressLines({ ...details, line2: "Attn: Ada", postalCode: null, region: "Île-de-France" })).toEqual([
      "1 rue de Rivoli",
      "Attn: Ada",
      "Paris",
      "Île-de-France",
    ]);
  });
});

describe("a tax id", () => {
  it.each([
    ["FR", "fr 40 303-265.045"],
    ["GR", "EL123456789"],
    ["NL", "NL123456789B01"],
    ["IE", "IE6388047V"],
    ["IE", "IE3668997OH"],
    ["US", "12-3456789"],
    ["IN", "27AAPFU0939F1ZV"],
  ])("of %s may be %s", (country, text) => {
    expect(taxIdProblem(country, plainTaxId(text))).toBeNull();
  });

  it.each([
    ["FR", "DE123456789", "must be a VAT number, such as FR12345678901"],
    ["DE", "DE12345678", "must be a VAT number, such as DE123456789"],
    ["GR", "GR123456789", "must be a VAT number, such as EL123456789"],
    ["US", "123", "must be 4 to 30 letters and digits"],
    ["constructor", "1", "must be 4 to 30 letters and digits"],
  ])("of %s may not be %s", (country, text, problem) => {
    expect(taxIdProblem(country, plainTaxId(text))).toBe(problem);
  });
});

describe("countries", () => {
  it("are the 249 of ISO 3166-1, and have a name", () => {
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    expect(new Set(COUNTRIES).size).toBe(249);
    expect(COUNTRIES.filter((country) => names.of(country) === undefined)).toEqual([]);
    expect(isCountry("de")).toBe(false);
  });
});
