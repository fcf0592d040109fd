import { randomUUID } from "node:crypto";
import { BillingAccountEntity, claimCustomer, saveSeller } from "@scrip/db/billing";
import { inOrganization, inPlatform, type PlatformSource } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import type { Buyer, Sale, Seller } from "@scrip/domain/billing/documents";
import type { GatewayOutcome } from "@scrip/domain/billing/gateway";
import type { Catalog } from "@scrip/domain/catalog";
import { type Micros, USD } from "@scrip/domain/money";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import { bookOutcome } from "../attempts/book-outcome.ts";
import { makeAttempt } from "../attempts/make-attempt.ts";
import { submitAttempt } from "../attempts/send-attempt.ts";

/** A seller who collects the German VAT. */
export const SELLER: Seller = {
  name: "Compute GmbH",
  address: ["Invalidenstraße 1", "10115 Berlin"],
  country: "DE",
  taxIds: ["DE123456789"],
  rates: [{ title: "VAT", country: "DE", percent: "19" }],
  prefix: "SC",
};

/** A buyer in Germany without a tax id. */
export const BUYER: Buyer = { name: "Harbor Lab", address: ["20095 Hamburg"], country: "DE", taxId: null };

/** Enters the seller of a test. */
export function sellBy(platform: PlatformSource, seller: Seller = SELLER): Promise<void> {
  return inPlatform(platform, (tx) => saveSeller(tx, seller));
}

/** Writes down a purchase that the gateway was asked for. @returns the attempt's id */
export async function aPurchase(
  deps: AttemptDeps,
  orgId: string,
  { net = 25n * USD, seller = SELLER, buyer = BUYER }: { net?: Micros; seller?: Seller; buyer?: Buyer } = {},
): Promise<string> {
  const sale: Sale<Catalog> = { seller, buyer, lines: [{ of: "credit", source: "purchase", net }] };
  const account = { orgId, customer: `cus_${orgId}`, livemode: false, testClock: null, methodsAt: null };
  await inPlatform(deps.homes.platform, (tx) => claimCustomer(tx, { id: account.customer, orgId, livemode: false }));
  const { id } = await inOrganization(deps.homes.organizations, orgId, async (tx) => {
    await tx.repository(BillingAccountEntity).createQueryBuilder().insert().values(account).orIgnore().execute();
    const organization = await lockOrganization(tx, orgId);
    if (organization === null) throw new Error(`there is no organization ${orgId}`);
    const actor = { type: "system", id: null } as const;
    return makeAttempt(tx, organization, { purpose: "purchase", way: "page", sale, account, actor });
  });
  await submitAttempt(deps, orgId, id);
  return id;
}

/** Books that a purchase was paid. */
export async function pay(deps: AttemptDeps, orgId: string, attemptId: string, gross: Micros): Promise<void> {
  const id = `pi_${attemptId}`;
  const payment = { id, gross, currency: "usd", customer: `cus_${orgId}`, livemode: false };
  const method = { id: "pm_1", kind: "card", brand: "visa", last4: "4242", expMonth: 12, expYear: 2030 };
  const outcome: GatewayOutcome = {
    seen: { kind: "paid", payment },
    page: null,
    payment: id,
    invoice: null,
    subscription: null,
    method: { ...method, fingerprint: randomUUID() },
    paidAt: null,
  };
  await bookOutcome(deps, orgId, attemptId, outcome);
}
