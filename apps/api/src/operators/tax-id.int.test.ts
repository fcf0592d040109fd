import { makeOperator } from "@scrip/usecases/operators/make-operator";
import { expect, it } from "vitest";
import { aPersonOf } from "../testing/a-person.ts";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 0 });
const ada = await aPersonOf(api, { name: "Ada" });
await makeOperator(api.owner.platform, ada.personId);
const bill = await aPersonOf(api, { name: "Bill", org, role: "billing" });

it("an operator verifies the tax id that was looked up, and no other one; a new one is pending again", async () => {
  const details = { org, name: "Harbor Lab", line1: "1 rue de Rivoli", city: "Paris", country: "FR" };
  await bill.call("billing.setDetails", { ...details, taxId: "FR40303265045" });
  const set = (knownTaxId: string) =>
    ada.call("operators.taxId.set", { org, knownTaxId, taxIdState: "verified", reason: "VIES says so" });
  expect((await set("FR83404833048")).error).toMatchObject({ code: "tax_id_changed" });
  expect((await set("FR40303265045")).data).toMatchObject({ details: { taxIdState: "verified" } });
  expect((await bill.call("billing.details", { org })).data).toMatchObject({ details: { taxIdState: "verified" } });
  const [line] = await api.owner.query(
    "SELECT action, actor_type FROM audit_entries WHERE org_id = $1 ORDER BY seq DESC LIMIT 1",
    [org.slice("org_".length)],
  );
  expect(line).toEqual({ action: "billing.tax_id_set", actor_type: "operator" });
  await bill.call("billing.setDetails", { ...details, taxId: "FR83404833048" });
  expect((await ada.call("operators.taxId.get", { org })).data).toMatchObject({ details: { taxIdState: "pending" } });
});
