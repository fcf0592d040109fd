import { randomUUIDv7 } from "node:crypto";
import { tiered } from "@scrip/domain/catalog";
import { type Contract, contractGrants } from "@scrip/domain/plans/contracts";
import { creditDueAt, credited, monthGrant, planTerms, startSubscription } from "@scrip/domain/plans/subscriptions";
import type { Homes } from "../../../connection/home-source.ts";
import { inOrganization } from "../../../connection/in-home.ts";
import { setDue } from "../../../due/set-due.ts";
import { OrganizationEntity } from "../../../organizations/organization.entity.ts";
import { insertContract, saveContract } from "../../../plans/contracts.ts";
import { insertSubscription } from "../../../plans/subscriptions.ts";
import type { Account } from "../../an-account.test-support.ts";

/** Gives an organization Pro by the year from an instant, with the credit of its first month. @returns the subscription */
export async function seedSubscription(homes: Homes, { orgId, run }: Bound, at: number): Promise<string> {
  const terms = planTerms(tiered, "pro", "year");
  if (terms === null) throw new Error("Pro is not for sale");
  const id = randomUUIDv7();
  const started = startSubscription({ id, terms, catalogVersion: 1, paidBy: "outside", at });
  await run("issueGrant", { source: "plan", grantKind: "promotional", ...monthGrant(started) });
  const subscription = credited(started);
  await inOrganization(homes.organizations, orgId, async (tx) => {
    await insertSubscription(tx, orgId, subscription, null);
    const work = { orgId, refId: id, onTestClock: true };
    await setDue(tx, { ...work, kind: "renew_subscription", dueAt: subscription.period.endsAt });
    await setDue(tx, { ...work, kind: "credit_subscription", dueAt: creditDueAt(subscription) });
    await tx.repository(OrganizationEntity).update({ orgId }, { plan: "pro" });
  });
  return id;
}

/** Gives an organization a contract from an instant, with the credit of its first month. @returns the contract */
export async function seedContract(homes: Homes, { orgId, run }: Bound, at: number): Promise<string> {
  const contract: Contract = {
    id: randomUUIDv7(),
    plan: "enterprise",
    state: "scheduled",
    startsAt: at,
    endsAt: null,
    endedAt: null,
    rates: {},
    entitlements: {},
    credits: [{ amount: 5_000_000n, every: "month", days: 30, kind: "paid" }],
    nextMonth: 0,
  };
  for (const { kind: grantKind, ...grant } of contractGrants(contract))
    await run("issueGrant", { source: "contract", grantKind, ...grant });
  const { id } = contract;
  await inOrganization(homes.organizations, orgId, async (tx) => {
    const origin = { actor: { type: "operator", id: randomUUIDv7() }, reason: "a test", madeAt: new Date(at) } as const;
    await insertContract(tx, orgId, contract, origin);
    await saveContract(tx, orgId, { ...contract, state: "running", nextMonth: 1 });
    // The month after 1 January.
    const dueAt = Date.UTC(2026, 1, 1);
    await setDue(tx, { orgId, refId: id, onTestClock: true, kind: "credit_contract", dueAt });
    await tx.repository(OrganizationEntity).update({ orgId }, { plan: "enterprise", hasContract: true });
  });
  return id;
}

/** An account whose method can be passed on. */
interface Bound {
  readonly orgId: string;
  readonly run: Account["run"];
}

/** Binds the method that runs commands to its account. */
export function bound(account: Account): Bound {
  return { orgId: account.orgId, run: account.run.bind(account) };
}
