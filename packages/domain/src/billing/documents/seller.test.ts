import { describe, expect, it } from "vitest";
import { sellerWarnings } from "./index.ts";

const VAT = { title: "VAT", country: "DE", percent: "19" };

describe("a seller's profile lacks", () => {
  it.each([
    [
      "nothing, with a tax id and the rate of its country",
      { country: "DE", taxIds: ["DE123456789"], rates: [VAT] },
      [],
    ],
    ["both in the Union without either", { country: "DE", taxIds: [], rates: [] }, ["no_tax_id", "no_rate_at_home"]],
    ["the tax id, if it collects tax anywhere", { country: "US", taxIds: [], rates: [VAT] }, ["no_tax_id"]],
    ["nothing, outside the Union and without any tax", { country: "US", taxIds: [], rates: [] }, []],
  ])("%s", (_what, seller, warnings) => {
    expect(sellerWarnings(seller)).toEqual(warnings);
  });
});
