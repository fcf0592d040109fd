import { BillingAccountEntity } from "@scrip/db/billing";
import { reach } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import { paidWith } from "@scrip/domain/billing/attempts";
import { saleOf } from "../account/sale-of.ts";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import { makeAttempt } from "../attempts/make-attempt.ts";
import { askSaved, sendAttempt } from "../attempts/send-attempt.ts";
import { inTopUp } from "../top-up-state/in-top-up.ts";
import { reviewInScope } from "../top-up-state/review.ts";

/** The platform itself, which buys for the organization. */
const SYSTEM = { type: "system", id: null } as const;

/**
 * Buys credit automatically if it is to be bought now, as due work. The attempt is written under the organization's lock
 * in place of the work, so that many commands below the threshold make one, and the gateway is asked after the commit.
 * Safe to repeat and to run twice at once.
 * @source docs/rules.md#automatic-top-up; docs/invariants.md#l24
 */
export async function startTopUp(deps: AttemptDeps, { orgId }: DueWork): Promise<void> {
  // One purchase may leave less than the threshold, as after a large debt. The caps end this.
  for (;;) {
    const attemptId = await beginTopUp(deps, orgId);
    if (attemptId === null) return;
    reach("attempt.made");
    // Without a gateway in this process, the attempt waits for one that has it.
    if (deps.gateway !== undefined) await sendAttempt(deps, orgId, attemptId, askSaved);
  }
}

/** Decides, and writes down the attempt. @returns its id; `null` if nothing is bought now */
async function beginTopUp(deps: AttemptDeps, orgId: string): Promise<string | null> {
  const sides = await saleOf(deps, orgId, []);
  return inTopUp(deps, { orgId, caller: null }, async (scope) => {
    const { tx, organization } = scope;
    const reviewed = await reviewInScope(scope);
    if (reviewed === null) {
      await scope.setDue("start_topup", orgId, null);
      return null;
    }
    const { review, method, row } = reviewed;
    if (review.decision.kind !== "buy" || method === null) return null;
    const { customer, livemode } = await tx.repository(BillingAccountEntity).findOneByOrFail({ orgId });
    const { id } = await makeAttempt(tx, organization, {
      purpose: "auto_topup",
      way: "saved",
      sale: { ...sides, lines: [{ of: "credit", source: "auto_topup", net: review.decision.amount }] },
      account: { customer, livemode },
      actor: SYSTEM,
      caps: { day: row.perDay, month: row.perMonth },
      method: { id: method.id, fingerprint: method.fingerprint, paidWith: paidWith(method) },
    });
    // The attempt takes the place of the work: its outcome asks again.
    await scope.setDue("start_topup", orgId, null);
    return id;
  });
}
