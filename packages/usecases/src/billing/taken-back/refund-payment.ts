import { appendAudit } from "@scrip/db/access";
import {
  attemptById,
  insertRefund,
  moveRefund,
  type PaymentAttemptRow,
  PaymentRefundEntity,
  type PaymentRefundRow,
  refundsOf,
} from "@scrip/db/billing";
import { inOrganization, type OrganizationsTx, reach } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { type Gateway, GatewayError } from "@scrip/domain/billing/gateway";
import { refundable } from "@scrip/domain/billing/taken-back";
import type { BalanceAnswer } from "@scrip/domain/ledger";
import { balanceNow } from "@scrip/domain/ledger";
import { CENT, formatUsd, type Micros } from "@scrip/domain/money";
import { type Refusal, refusal } from "@scrip/domain/refusals";
import { type AttemptDeps, gatewayUnavailable } from "../attempts/attempt-deps.ts";
import { inAttempt } from "../attempts/in-attempt.ts";
import { bookMoneyTaken } from "./book-money-taken.ts";
import { moneyTaken } from "./book-taken-back.ts";
import { amountsOf } from "./note-money-taken.ts";

/** The dependencies of a refund. */
export interface RefundDeps extends AttemptDeps {
  readonly ledger: Pick<Ledger, "within" | "committed" | "announce" | "peek">;
}

/** A refund of a part of a payment that an operator wants. */
export interface WantedRefund {
  /** A UUID; the key at the gateway. */
  readonly id: string;
  readonly orgId: string;
  readonly attemptId: string;
  /** Micro-USD, with the tax. */
  readonly gross: Micros;
  readonly reason: string;
  /** The operator who asked for it. */
  readonly operator: string;
  readonly audit: AuditRecord;
}

/** The answer to a refund, or why there is none. */
export type RefundOutcome =
  | {
      readonly ok: true;
      readonly answer: { readonly refund: string; readonly payment: string; readonly balance: BalanceAnswer };
    }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Pays a part of a payment back, in three phases as a payment is taken: the refund is written down, the gateway is asked
 * under its id, and its answer is booked, which takes the credit back. Safe to repeat and to run twice at once: the
 * gateway pays it once.
 * @returns a refusal `payment_not_found`, `refund_too_large`, `payment_disputed` or `refund_refused`
 * @throws TransientError if the gateway does not answer
 * @source docs/rules.md#refunds-of-payments
 */
export async function refundPayment(deps: RefundDeps, wanted: WantedRefund): Promise<RefundOutcome> {
  const { gateway } = deps;
  if (gateway === undefined) throw gatewayUnavailable(new Error("this process has no gateway"));
  const asked = await ask(deps, wanted);
  if ("code" in asked) return { ok: false, refusal: asked };
  const { orgId, id, attemptId } = wanted;
  const { row, attempt, isNew } = asked;
  if (row.state === "asked" && row.gatewayId === null) {
    const refused = await send(gateway, attempt, row, isNew);
    reach("taken_back.refunded");
    if (refused !== null) {
      await note(deps, wanted, refused);
      return { ok: false, refusal: refusedBy(attemptId, refused) };
    }
  } else if (row.state === "failed" && row.why !== null) {
    return { ok: false, refusal: refusedBy(attemptId, row.why) };
  }
  await bookMoneyTaken(deps, attempt, attempt.paymentId).catch(unlessAway);
  return { ok: true, answer: { refund: id, payment: attemptId, balance: await balanceOf(deps, orgId) } };
}

interface Asked {
  readonly row: PaymentRefundRow;
  readonly attempt: PaidRow;
  /** Whether this call wrote the refund down. */
  readonly isNew: boolean;
}

/** An attempt that succeeded. */
export type PaidRow = PaymentAttemptRow & { readonly paymentId: string };

/** Writes the refund down, unless it is there. */
async function ask(deps: RefundDeps, wanted: WantedRefund): Promise<Asked | Refusal> {
  const { id, orgId, attemptId, gross, reason, operator } = wanted;
  const known = await inOrganization(deps.homes.organizations, orgId, (tx) => paidAttempt(tx, orgId, attemptId));
  if (known === null) return notFound(attemptId);
  return inAttempt(deps, orgId, attemptId, async ({ tx, organization }) => {
    const earlier = await tx.repository(PaymentRefundEntity).findOneBy({ orgId, id });
    if (earlier !== null) return { row: earlier, attempt: known, isNew: false };
    const refused = await refusalOf(tx, known, gross);
    if (refused !== null) return refused;
    const amounts = amountsOf(known, await refundsOf(tx, orgId, attemptId), gross);
    const asked = { state: "asked", gatewayId: null, at: null, endedAt: null, why: null } as const;
    const by = { reason, actor: { type: "operator", id: operator }, time: organization.time } as const;
    const row = await insertRefund(tx, { ...amounts, ...asked, ...by, id });
    await appendAudit(tx, orgId, wanted.audit);
    return { row, attempt: known, isNew: true };
  });
}

/** The attempt, if it succeeded. */
export async function paidAttempt(tx: OrganizationsTx, orgId: string, attemptId: string): Promise<PaidRow | null> {
  const attempt = await attemptById(tx, orgId, attemptId);
  if (attempt?.state !== "succeeded" || attempt.paymentId === null) return null;
  return { ...attempt, paymentId: attempt.paymentId };
}

/** Why a refund of a payment is refused; `null` if it is not. */
export async function refusalOf(
  tx: OrganizationsTx,
  attempt: PaymentAttemptRow,
  gross: Micros,
): Promise<Refusal | null> {
  const money = await moneyTaken(tx, attempt);
  const left = refundable(attempt, money);
  const about = { attempt: attempt.id };
  if (money.disputes.some(({ state }) => state !== "won"))
    return refusal("payment_disputed", "The payment is disputed: its bank decides on the money.", about);
  if (gross <= left && gross % CENT === 0n) return null;
  const message =
    gross % CENT === 0n
      ? `Only ${formatUsd(left)} of the payment can be refunded; ${formatUsd(gross)} was asked for.`
      : "A refund is in whole cents.";
  return refusal("refund_too_large", message, { ...about, left: String(left), asked: String(gross) });
}

/**
 * Asks the gateway for the refund. A repetition looks first: the gateway forgets keys after a day.
 * @returns why the gateway refuses it; `null` if it has it
 */
async function send(
  gateway: Gateway,
  { paymentId }: PaidRow,
  { id, gross, reason }: PaymentRefundRow,
  isNew: boolean,
): Promise<string | null> {
  try {
    const known = isNew ? [] : (await gateway.payments.read(paymentId)).refunds;
    if (!known.some(({ key }) => key === id)) await gateway.refunds.refund(id, paymentId, gross, reason ?? "");
    return null;
  } catch (error) {
    if (error instanceof GatewayError && error.kind !== "unavailable") return error.message;
    return unlessAway(error);
  }
}

/** @throws TransientError for a gateway that does not answer, and any other error as it is */
function unlessAway(error: unknown): never {
  if (error instanceof GatewayError && error.kind === "unavailable") throw gatewayUnavailable(error);
  throw error;
}

/** Notes that the gateway refused a refund, unless it has it after all. */
async function note(deps: RefundDeps, { orgId, attemptId, id }: WantedRefund, why: string): Promise<void> {
  await inAttempt(deps, orgId, attemptId, async ({ tx, organization }) => {
    const row = await tx.repository(PaymentRefundEntity).findOneByOrFail({ orgId, id });
    if (row.gatewayId !== null || row.state !== "asked") return;
    await moveRefund(tx, row, { gatewayId: null, state: "failed", at: null, endedAt: organization.time, why });
  });
}

/** The balance of an organization now. */
export async function balanceOf(
  { ledger }: { readonly ledger: Pick<Ledger, "peek"> },
  orgId: string,
): Promise<BalanceAnswer> {
  const { ledger: found, lapsed, lapsing } = await ledger.peek(orgId);
  const { available, reserved, owed } = balanceNow(found.balance, lapsed, lapsing);
  return { available: String(available), reserved: String(reserved), owed: String(owed) };
}

/** The refusal for a payment that is not there. */
export function notFound(attempt: string): Refusal {
  return refusal("payment_not_found", "There is no such payment, or it did not succeed.", { attempt });
}

function refusedBy(attempt: string, reason: string): Refusal {
  return refusal("refund_refused", `The payment service refused the refund: ${reason}`, { attempt, reason });
}
