import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import type { Deps } from "../../deps.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import type { Organization } from "../../testing/organization.ts";
import { getBillingDetails, setBillingDetails } from "../billing-details.ts";
import { SELLER, sellBy } from "../documents/a-sale.test-support.ts";
import { PayingMember } from "../plans/a-paying-organization.test-support.ts";
import { planPaymentsOf } from "../plans/plan-payments.ts";
import { followPurchase } from "../purchases/follow-purchase.ts";
import { aShop } from "../testing/a-shop.ts";
import { Payer, TOMORROW } from "../top-up/a-payer.test-support.ts";

const { deps: scenario, database, anOrganization } = await aScenario();
const shop = await aShop(scenario);
const deps: Deps = { ...shop.deps, payments: planPaymentsOf(shop.deps) };
const { control } = shop.stripe.local;
const owner = await database.open("owner");
await sellBy(deps.homes.platform, SELLER);

interface Case {
  readonly country: string;
  readonly taxId: string;
  readonly answer: "pending" | "verified" | "unverified";
}

/** A business that entered its tax id, about which the tax office has answered. */
async function aBusiness({ country, taxId, answer }: Case): Promise<Organization> {
  const organization = await anOrganization({ clockAt: TOMORROW });
  const { orgId, caller } = organization;
  const address = { name: "Harbor Lab", line1: "Rue 1", line2: null, postalCode: null, city: "Lyon", region: null };
  await setBillingDetails(deps, caller, { ...address, country, email: "pay@example.com", taxId });
  if (answer === "pending") return organization;
  const [account] = await owner.query<{ customer: string }[]>(
    "SELECT customer FROM billing_accounts WHERE org_id = $1",
    [orgId],
  );
  const { body } = await control.call("GET", `/v1/customers/${account?.customer}/tax_ids`);
  const [known] = (body as { data: { id: string; value: string }[] }).data;
  expect(known?.value).toBe(taxId);
  await control.verifyTaxId(known?.id ?? "", answer);
  // The events may come twice and in another order.
  await shop.deliver(orgId, (ids) => [...ids, ...ids].reverse());
  return organization;
}

const stateOf = async ({ orgId }: Organization) => (await getBillingDetails(deps, orgId))?.taxIdState;

/** The ways to pay: each takes a net sum, and says what the attempt is for. */
const WAYS: readonly (readonly [string, string, string, (organization: Organization) => Promise<void>])[] = [
  [
    "Checkout",
    "purchase",
    "25.00",
    async ({ caller, orgId }) => {
      const purchase = await shop.buy(caller, "25.00");
      await shop.pay(purchase);
      await followPurchase(deps, orgId, purchase.attempt);
    },
  ],
  [
    "automatic top-up",
    "auto_topup",
    "25.00",
    async (organization) => {
      const payer = new Payer(deps, organization, shop.stripe);
      await payer.addCard();
      await payer.set();
      await payer.runDue();
    },
  ],
  [
    "the API, with a saved card",
    "subscription",
    "29.00",
    async ({ orgId }) => {
      const member = new PayingMember({ deps, local: shop.stripe.local }, { orgId });
      await member.useCard();
      await member.subscribe("saved");
    },
  ],
];

const NOT_VERIFIED = "The tax id was not verified when this document was issued";
const REVERSE = "Reverse charge: the recipient owes the VAT in their own country.";
const CASES: readonly (readonly [string, Case, bigint, string | null])[] = [
  [
    "of another country whose tax id is pending",
    { country: "FR", taxId: "FR40303265045", answer: "pending" },
    19n,
    NOT_VERIFIED,
  ],
  [
    "of another country whose tax id is unknown",
    { country: "FR", taxId: "FR83404833048", answer: "unverified" },
    19n,
    NOT_VERIFIED,
  ],
  [
    "of another country whose tax id is verified",
    { country: "FR", taxId: "FR40303265045", answer: "verified" },
    0n,
    REVERSE,
  ],
  [
    "of the seller's country whose tax id is verified",
    { country: "DE", taxId: "DE136695976", answer: "verified" },
    19n,
    null,
  ],
];

describe.each(WAYS)("by %s", (_way, purpose, net, pay) => {
  it.each(CASES)(
    "L27 a business %s pays the tax that is due, and its invoice says why",
    async (_what, terms, percent, note) => {
      const organization = await aBusiness(terms);
      expect(await stateOf(organization)).toBe(terms.answer);
      await pay(organization);
      const [attempt] = await shop.attempts(organization.orgId);
      const tax = (usd(net) * percent) / 100n;
      expect(attempt).toMatchObject({ purpose, state: "succeeded", net: usd(net), tax, gross: usd(net) + tax });
      const [receipt] = await owner.query<{ content: string }[]>(
        "SELECT content FROM documents WHERE org_id = $1 AND kind = 'receipt'",
        [organization.orgId],
      );
      const notes = [NOT_VERIFIED, REVERSE].filter((text) => receipt?.content.includes(text));
      expect(notes).toEqual(note === null ? [] : [note]);
    },
  );
});

describe("a tax id at the gateway", () => {
  it("follows the billing details, and an answer about an earlier one changes nothing", async () => {
    const organization = await aBusiness({ country: "FR", taxId: "FR40303265045", answer: "verified" });
    const { caller, orgId } = organization;
    const details = await getBillingDetails(deps, orgId);
    if (details === null) throw new Error("there are no details");
    await setBillingDetails(deps, caller, { ...details, taxId: "FR83404833048" });
    expect(await stateOf(organization)).toBe("pending");
    await shop.deliver(orgId);
    expect(await stateOf(organization)).toBe("pending");
    await setBillingDetails(deps, caller, { ...details, taxId: null });
    const customer = (
      await owner.query<{ customer: string }[]>("SELECT customer FROM billing_accounts WHERE org_id = $1", [orgId])
    )[0]?.customer;
    const { body } = await control.call("GET", `/v1/customers/${customer}/tax_ids`);
    expect((body as { data: unknown[] }).data).toEqual([]);
  });

  it("that Stripe does not answer about waits, and the details are kept", async () => {
    const organization = await anOrganization({ clockAt: TOMORROW });
    control.addFault({ on: "POST /v1/customers/:customer/tax_ids", when: "before", how: "drop", times: 1 });
    const address = { name: "Harbor Lab", line1: "Rue 1", line2: null, postalCode: null, city: "Lyon", region: null };
    const fields = { ...address, country: "FR", email: null, taxId: "FR40303265045" };
    await setBillingDetails(deps, organization.caller, fields);
    control.clearFaults();
    expect(await stateOf(organization)).toBe("pending");
    await new Payer(deps, organization, shop.stripe).advanceTo(TOMORROW + 11 * 60_000);
    const events = control.events().filter(({ type }) => type === "customer.tax_id.created");
    expect(JSON.stringify(events.at(-1)?.data)).toContain("FR40303265045");
  });
});
