import { refundable } from "@scrip/domain/billing/taken-back";
import type { Instant } from "@scrip/domain/ledger";
import { disputesOf, refundsOf, toRefund } from "../../billing/money-taken.ts";
import type { PaymentPurpose } from "../../billing/payment-attempt.entity.ts";
import { PaymentAttemptEntity } from "../../billing/payment-attempt.entity.ts";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { inOrganization } from "../../connection/in-home.ts";

/** A payment that succeeded. Amounts are in micro-USD. */
export interface PaymentOfOrganization {
  readonly id: string;
  readonly purpose: PaymentPurpose;
  readonly gross: bigint;
  readonly paidWith: string | null;
  readonly at: Instant;
  /** What was paid back, or is on its way. */
  readonly refunded: bigint;
  readonly isDisputed: boolean;
  /** What can still be paid back. */
  readonly left: bigint;
}

/** The newest payments of an organization that succeeded. */
export function paymentsOf(
  organizations: OrganizationsSource,
  orgId: string,
  most: number,
): Promise<readonly PaymentOfOrganization[]> {
  return inOrganization(organizations, orgId, async (tx) => {
    const order = { createdAt: "DESC", id: "DESC" } as const;
    const attempts = await tx
      .repository(PaymentAttemptEntity)
      .find({ where: { orgId, state: "succeeded" }, order, take: most });
    const payments: PaymentOfOrganization[] = [];
    for (const attempt of attempts) {
      const { id, purpose, gross, paidWith, endedAt, createdAt } = attempt;
      const refunds = (await refundsOf(tx, orgId, id)).map(toRefund);
      const disputes = await disputesOf(tx, orgId, id);
      const isDisputed = disputes.some(({ state }) => state !== "won");
      const standing = refunds.filter(({ state }) => state !== "failed");
      payments.push({
        id,
        purpose,
        gross,
        paidWith,
        at: (endedAt ?? createdAt).getTime(),
        refunded: standing.reduce((sum, refund) => sum + refund.gross, 0n),
        isDisputed,
        left: isDisputed ? 0n : refundable(attempt, { refunds, disputes }),
      });
    }
    return payments;
  });
}
