import { describe, expect, it } from "vitest";
import { checkSeller, inputOf, type SellerTexts, taxOf, textsOf } from "./seller-texts.ts";

const seller = {
  name: "Compute GmbH",
  address: ["Invalidenstraße 1", "10115 Berlin"],
  country: "DE",
  taxIds: ["DE123456789"],
  taxes: [
    { title: "VAT", country: "DE", percent: "19" },
    { title: "Sales tax", country: "US", percent: "8.875" },
  ],
  prefix: "SC",
};
const texts = (over: Partial<SellerTexts> = {}): SellerTexts => ({ ...textsOf(seller), ...over });
const wrong = (over: Partial<SellerTexts>) =>
  Object.entries(checkSeller(texts(over))).flatMap(([field, error]) => (error === undefined ? [] : [field]));

describe("the form of the seller", () => {
  it("sends what it shows", () => {
    expect(inputOf(texts())).toEqual(seller);
    expect(wrong({})).toEqual([]);
  });

  it.each([
    [{ name: " " }, "name"],
    [{ address: "\n" }, "address"],
    [{ country: "" }, "country"],
    [{ taxIds: "FR40303265045" }, "taxIds"],
    [{ taxes: "DE VAT 19\nDE VAT 7" }, "taxes"],
    [{ taxes: "DE VAT" }, "taxes"],
    [{ taxes: "DE VAT 101" }, "taxes"],
    [{ prefix: "sc" }, "prefix"],
  ])("finds %o wrong", (over, field) => {
    expect(wrong(over)).toContain(field);
  });

  it("reads taxes with a title of several words and a per cent sign", () => {
    expect(taxOf("US Sales tax 8.875 %")).toEqual(seller.taxes[1]);
  });
});
