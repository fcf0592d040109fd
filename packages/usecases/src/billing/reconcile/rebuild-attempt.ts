import {
  attemptById,
  attemptByKey,
  BillingAccountEntity,
  claimCustomer,
  insertAttempt,
  type PaymentAttemptRow,
} from "@scrip/db/billing";
import { inOrganization, inPlatform, OrganizationMissing, retrying } from "@scrip/db/connection";
import { setDue } from "@scrip/db/due";
import { lockOrganization } from "@scrip/db/organizations";
import { paidWith } from "@scrip/domain/billing/attempts";
import type { PaidPayment } from "@scrip/domain/billing/gateway";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import type { AttemptMemo } from "../attempts/memo.ts";

/** How long this process has to book it. After that the worker does. */
const PATIENCE_MS = 60_000;

/** A payment whose attempt was lost. */
interface LostPayment {
  readonly payment: PaidPayment;
  readonly customer: string;
  readonly memo: AttemptMemo;
}

/**
 * Writes the attempt of a payment again, as its memo has it, and the organization's customer if that was lost too. Safe
 * to repeat.
 * @returns `null` if the organization has another customer by now
 * @source docs/rules.md#restores
 */
export async function rebuildAttempt(
  { homes }: AttemptDeps,
  { orgId, attemptId }: { readonly orgId: string; readonly attemptId: string },
  { payment, customer, memo }: LostPayment,
): Promise<PaymentAttemptRow | null> {
  const { livemode, method } = payment;
  const claim = await retrying(() =>
    inPlatform(homes.platform, (tx) => claimCustomer(tx, { id: customer, orgId, livemode })),
  );
  if (claim.id !== customer) return null;
  return retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      const organization = await lockOrganization(tx, orgId);
      if (organization === null) throw new OrganizationMissing(orgId);
      const accounts = tx.repository(BillingAccountEntity);
      const account = { orgId, customer, livemode, testClock: null, methodsAt: null };
      await accounts.createQueryBuilder().insert().values(account).orIgnore().execute();
      const there = await attemptById(tx, orgId, attemptId);
      if (there !== null) return there;
      const { createdAt, idempotencyKey, ...terms } = memo;
      const isKeyFree = idempotencyKey === null || (await attemptByKey(tx, orgId, idempotencyKey)) === null;
      const { time, onTestClock } = organization;
      const row = await insertAttempt(
        tx,
        { orgId, time: new Date(Math.min(createdAt.getTime(), time.getTime())) },
        {
          ...terms,
          id: attemptId,
          gross: memo.net + memo.tax,
          customer,
          livemode,
          idempotencyKey: isKeyFree ? idempotencyKey : null,
          payloadHash: isKeyFree ? memo.payloadHash : null,
          method: method?.id ?? null,
          fingerprint: method?.fingerprint ?? null,
          paidWith: method === null ? null : paidWith(method),
        },
      );
      const dueAt = time.getTime() + PATIENCE_MS;
      await setDue(tx, { orgId, kind: "resolve_attempt", refId: attemptId, onTestClock, dueAt });
      return row;
    }),
  );
}
