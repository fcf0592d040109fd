import { expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const org = await api.anOrganization();
const payer = await api.aPerson({ name: "Ada", org, role: "billing" });
const member = await api.aPerson({ name: "Mia", org, role: "member" });

const required = { org, name: "Harbor Lab", line1: "1 rue de Rivoli", city: "Paris", country: "FR" };
const nothingElse = { line2: null, postalCode: null, region: null, email: null, taxId: null, taxIdState: null };
const { org: _, ...shown } = required;

const set = (some: object = {}) => payer.call("billing.setDetails", { ...required, ...some });
const stateOfTaxId = (state: string) =>
  api.owner.query("UPDATE billing_details SET tax_id_state = $1 WHERE org_id = $2", [state, org.slice("org_".length)]);

it("billing details are entered, changed and read by those who pay, and recorded without their values", async () => {
  expect((await payer.call("billing.details", { org })).data).toEqual({ details: null });
  expect((await set()).data).toEqual({ details: { ...shown, ...nothingElse } });
  const business = { taxId: " fr 40 303.265-045", email: "Invoices@Example.com", postalCode: "75001" };
  const after = { ...business, taxId: "FR40303265045", email: "invoices@example.com", taxIdState: "pending" };
  expect((await set(business)).data).toEqual({ details: { ...shown, ...nothingElse, ...after } });

  await stateOfTaxId("verified");
  expect((await set({ ...business, city: "Lyon" })).data).toMatchObject({ details: { taxIdState: "verified" } });
  // The same once more changes nothing, and is not recorded.
  await set({ ...business, city: "Lyon" });
  const german = { taxId: "DE123456789", country: "DE" };
  expect((await set(german)).data).toMatchObject({ details: { ...german, city: "Paris", taxIdState: "pending" } });
  const recorded: { details: unknown }[] = await api.owner.query(
    `SELECT d.details FROM audit_entries e JOIN audit_details d USING (org_id, seq)
      WHERE e.org_id = $1 AND e.action = 'billing.details_set' ORDER BY e.seq`,
    [org.slice("org_".length)],
  );
  expect(recorded.map(({ details }) => details)).toMatchObject([
    { changed: "name, line1, city, country" },
    { changed: "postalCode, email, taxId" },
    { changed: "city" },
    { changed: "postalCode, city, country, email, taxId" },
  ]);
});

it("a tax id that does not have the form of its country is refused at its field", async () => {
  const { status, error } = await set({ taxId: "DE123456789" });
  expect(status).toBe(400);
  expect(error).toMatchObject({ code: "bad_input", details: { fields: [{ path: "taxId" }] } });
  expect(error?.message).toContain("such as FR12345678901");
});

it("G3 a member who does not pay neither reads nor changes them", async () => {
  expect((await member.call("billing.details", { org })).error?.code).toBe("permission_missing");
  expect((await member.call("billing.setDetails", required)).error?.code).toBe("permission_missing");
});
