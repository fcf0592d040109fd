import { makeOperator } from "@scrip/usecases/operators/make-operator";
import { describe, expect, it } from "vitest";
import { aPersonOf } from "../testing/a-person.ts";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const ada = await aPersonOf(api, { name: "Ada" });
await makeOperator(api.owner.platform, ada.personId);

const seller = {
  name: "Compute GmbH",
  address: ["Invalidenstraße 1", "10115 Berlin"],
  country: "DE",
  taxIds: ["DE123456789"],
  taxes: [{ title: "VAT", country: "DE", percent: "19" }],
  prefix: "SC",
};

describe("the seller", () => {
  it("is none at first, then what an operator entered, with what it lacks and an audit of the changed fields", async () => {
    expect((await ada.call("operators.seller.get", {})).data).toEqual({
      seller: null,
      warnings: [],
      waiting: 0,
      away: [],
    });
    const poor = { ...seller, taxIds: [], taxes: [] };
    expect((await ada.call("operators.seller.set", poor)).data).toEqual({
      seller: poor,
      warnings: ["no_tax_id", "no_rate_at_home"],
      waiting: 0,
      away: [],
    });
    await ada.call("operators.seller.set", seller);
    await ada.call("operators.seller.set", seller);
    expect((await ada.call("operators.seller.get", {})).data).toEqual({ seller, warnings: [], waiting: 0, away: [] });
    const { data } = await ada.call("operators.audit", { actions: ["seller.set"], limit: 10 });
    expect((data.lines as { details: { changed: string } }[]).map(({ details }) => details.changed)).toEqual([
      "taxIds, taxes",
      "name, address, country, taxIds, taxes, prefix",
    ]);
  });

  it("is seen on a sample invoice, by operators only", async () => {
    const sample = (cookie: string) => fetch(`${api.url}/download/sample-document.pdf`, { headers: { cookie } });
    const answer = await sample(ada.cookie);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    const member = await aPersonOf(api, { name: "Mia" });
    expect([(await sample(member.cookie)).status, (await sample("")).status]).toEqual([403, 401]);
  });

  it("has one tax for each country, and a tax id of its own country first", async () => {
    const twice = { ...seller, taxes: [...seller.taxes, ...seller.taxes] };
    const foreign = { ...seller, taxIds: ["FR40303265045"] };
    for (const [input, path] of [
      [twice, "taxes.1"],
      [foreign, "taxIds.0"],
    ] as const) {
      const { error } = await ada.call("operators.seller.set", input);
      expect(error).toMatchObject({ code: "bad_input", details: { fields: [{ path }] } });
    }
  });
});
