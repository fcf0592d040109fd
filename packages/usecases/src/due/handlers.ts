import type { DueKind } from "@scrip/domain/due";
import { BILLING_DUE } from "../billing/billing-due.ts";
import { commandBase } from "../command-base.ts";
import { sendNotice } from "../notices/fan-out/send-notice.ts";
import { startDeliveries } from "../notices/webhooks/start-deliveries.ts";
import { reviewAlerts } from "../overview/review-alerts.ts";
import { PLAN_DUE } from "../plans/plan-due.ts";
import { settleStorage, settleStorageCommand } from "../usage/storage/settle-storage.ts";
import { type DueHandler, ledgerDue } from "./due-handler.ts";

/**
 * The handler of each kind of due work, in the worker and in an advance of a test clock.
 * @source docs/rules.md#due-work
 */
export const DUE = {
  issue_grant: ledgerDue(({ refId }) => ({ kind: "issueScheduled", grantId: refId })),
  expire_grant: ledgerDue(({ refId }) => ({ kind: "expireGrant", grantId: refId })),
  expire_hold: ledgerDue(({ refId }) => ({ kind: "expireHold", holdId: refId })),
  settle_endpoint: {
    ...ledgerDue(({ refId }) => ({ kind: "settleEndpoint", endpointId: refId })),
    ahead: ({ ledger }, tx, work, span) => {
      const command = (endpointId: string) => ({ ...commandBase(work), kind: "settleEndpoint", endpointId }) as const;
      return ledger.settleAhead(tx, { orgId: work.orgId, ...span, command });
    },
  },
  settle_minimum: ledgerDue(({ refId }) => ({ kind: "settleMinimum", meterId: refId })),
  ...PLAN_DUE,
  ...BILLING_DUE,
  review_alerts: { steps: reviewAlerts },
  send_notice: { steps: sendNotice },
  deliver_webhook: { steps: startDeliveries },
  settle_storage: { command: settleStorageCommand, steps: settleStorage },
  renew_subscription: {
    ...PLAN_DUE.renew_subscription,
    command: (work) => ({ ...commandBase(work), kind: "renewSubscription", subscriptionId: work.refId }),
  },
  credit_subscription: {
    ...PLAN_DUE.credit_subscription,
    command: (work) => ({ ...commandBase(work), kind: "creditSubscription", subscriptionId: work.refId }),
  },
} satisfies Record<DueKind, DueHandler>;
