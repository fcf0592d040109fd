import { randomUUIDv7 } from "node:crypto";
import {
  AttemptDecisionEntity,
  BillingAccountEntity,
  PaymentAttemptEntity,
  TopUpEntity,
} from "../../../billing/index.ts";
import type { Homes } from "../../../connection/home-source.ts";
import { inOrganization } from "../../../connection/in-home.ts";
import { OrganizationEntity } from "../../../organizations/organization.entity.ts";

const USD = 1_000_000n;
const CLOSED = { n: 1, decision: "closed", operatorId: randomUUIDv7(), reason: "nothing was taken" } as const;

/** Gives an organization automatic top-up that is on, with one attempt that failed and one that was parked and decided. */
export async function seedTopUps(homes: Homes, orgId: string, at: number): Promise<void> {
  const threshold = 10n * USD;
  const createdAt = new Date(at);
  const customer = `cus_${orgId}`;
  await inOrganization(homes.organizations, orgId, async (tx) => {
    await tx.repository(BillingAccountEntity).insert({ orgId, customer, livemode: false });
    const caps = { perDay: 60n * USD, perMonth: 1000n * USD };
    await tx
      .repository(TopUpEntity)
      .insert({ orgId, state: "ready", threshold, amount: 25n * USD, ...caps, changedAt: createdAt });
    await tx.repository(OrganizationEntity).update({ orgId }, { topUpBelow: threshold });
    const attempts = tx.repository(PaymentAttemptEntity);
    for (const end of ["failed", "parked"] as const) {
      const id = randomUUIDv7();
      const sums = {
        net: 25n * USD,
        tax: 0n,
        gross: 25n * USD,
        sale: {},
        dayCap: caps.perDay,
        monthCap: caps.perMonth,
      };
      const asked = { purpose: "auto_topup", way: "saved", state: "created", actorType: "system" } as const;
      await attempts.insert({ orgId, id, customer, livemode: false, ...sums, ...asked, createdAt });
      await attempts.update({ orgId, id }, { state: "submitted", submittedAt: createdAt });
      await attempts.update({ orgId, id }, { state: "unknown" });
      await attempts.update(
        { orgId, id },
        { state: end, why: "no_outcome", endedAt: end === "failed" ? createdAt : null },
      );
      // Automatic top-up waits for the decision about a parked payment.
      if (end === "parked")
        await tx.repository(AttemptDecisionEntity).insert({ orgId, attemptId: id, ...CLOSED, at: createdAt });
    }
  });
}
