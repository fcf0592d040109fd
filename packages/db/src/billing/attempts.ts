import type { Attempt, AttemptState } from "@scrip/domain/billing/attempts";
import { In } from "typeorm";
import type { OrganizationsTx } from "../connection/home-source.ts";
import type { LockedOrganization } from "../organizations/lock-organization.ts";
import { PaymentAttemptEntity, type PaymentAttemptRow } from "./payment-attempt.entity.ts";

type Later = "orgId" | "state" | "createdAt" | "endedAt" | "submittedAt" | "lookUps" | "why" | "grantId";
type Named = "pageId" | "pageUrl" | "paymentId" | "invoiceId" | "gatewaySubscription";
type Caps = "dayCap" | "monthCap";

/** An attempt to write down. */
export interface NewAttempt
  extends Omit<PaymentAttemptRow, Later | Named | Caps>,
    Partial<Pick<PaymentAttemptRow, Named | Caps>> {}

/** What changes while an attempt is carried out. */
export type AttemptChanges = Partial<
  Pick<
    PaymentAttemptRow,
    Exclude<Later, "orgId" | "state" | "createdAt"> | Named | "method" | "fingerprint" | "paidWith"
  >
>;

/** Writes down an attempt. @param organization is locked by the transaction */
export async function insertAttempt(
  tx: OrganizationsTx,
  { orgId, time }: Pick<LockedOrganization, "orgId" | "time">,
  attempt: NewAttempt,
): Promise<PaymentAttemptRow> {
  const row: PaymentAttemptRow = {
    pageId: null,
    pageUrl: null,
    paymentId: null,
    invoiceId: null,
    gatewaySubscription: null,
    dayCap: null,
    monthCap: null,
    ...attempt,
    orgId,
    state: "created",
    createdAt: time,
    endedAt: null,
    submittedAt: null,
    lookUps: 0,
    why: null,
    grantId: null,
  };
  await tx.repository(PaymentAttemptEntity).insert(row);
  return row;
}

/**
 * Moves an attempt through states, and changes it with the last one. Without states only the changes are written.
 * @param states as `statesTo` gives them; PostgreSQL refuses any other way (L21)
 * @returns the attempt afterwards
 * @source docs/invariants.md#l21
 */
export async function moveAttempt(
  tx: OrganizationsTx,
  attempt: PaymentAttemptRow,
  states: readonly AttemptState[],
  changes: AttemptChanges,
): Promise<PaymentAttemptRow> {
  const { orgId, id } = attempt;
  const rows = tx.repository(PaymentAttemptEntity);
  for (const state of states.slice(0, -1)) await rows.update({ orgId, id }, { state });
  const state = states.at(-1) ?? attempt.state;
  if (state !== attempt.state || Object.keys(changes).length > 0)
    await rows.update({ orgId, id }, { ...changes, state });
  return { ...attempt, ...changes, state };
}

/** The attempt with this id. */
export function attemptById(tx: OrganizationsTx, orgId: string, id: string): Promise<PaymentAttemptRow | null> {
  return tx.repository(PaymentAttemptEntity).findOneBy({ orgId, id });
}

/** The attempt that was asked for under an idempotency key. */
export function attemptByKey(
  tx: OrganizationsTx,
  orgId: string,
  idempotencyKey: string,
): Promise<PaymentAttemptRow | null> {
  return tx.repository(PaymentAttemptEntity).findOneBy({ orgId, idempotencyKey });
}

/** The attempt of a page of the gateway. */
export function attemptByPage(tx: OrganizationsTx, orgId: string, pageId: string): Promise<PaymentAttemptRow | null> {
  return tx.repository(PaymentAttemptEntity).findOneBy({ orgId, pageId });
}

/** The attempt that a payment of the gateway belongs to. */
export function attemptByPayment(
  tx: OrganizationsTx,
  orgId: string,
  paymentId: string,
): Promise<PaymentAttemptRow | null> {
  return tx.repository(PaymentAttemptEntity).findOneBy({ orgId, paymentId });
}

/** The attempts of an organization that have no outcome yet, the oldest first. */
export function openAttempts(tx: OrganizationsTx, orgId: string): Promise<PaymentAttemptRow[]> {
  const state = In(["created", "submitted", "unknown"] satisfies AttemptState[]);
  return tx.repository(PaymentAttemptEntity).find({ where: { orgId, state }, order: { createdAt: "ASC", id: "ASC" } });
}

/** Whether an automatic payment waits for an operator's decision. */
export async function hasParkedTopUp(tx: OrganizationsTx, orgId: string): Promise<boolean> {
  const [row] = await tx.query<[{ waits: boolean }]>(
    `SELECT EXISTS (SELECT FROM payment_attempts a
      WHERE a.org_id = $1 AND a.state = 'parked' AND a.purpose = 'auto_topup' AND NOT EXISTS (
        SELECT FROM attempt_decisions d WHERE d.org_id = $1 AND d.attempt_id = a.id AND d.undone_at IS NULL)) AS waits`,
    [orgId],
  );
  return row.waits;
}

/** What the rules about attempts decide from. */
export function toAttempt(row: PaymentAttemptRow): Attempt {
  const { id, way, state, gross, customer, livemode, lookUps } = row;
  return { id, way, state, gross, customer, livemode, lookUps, submittedAt: row.submittedAt?.getTime() ?? null };
}
