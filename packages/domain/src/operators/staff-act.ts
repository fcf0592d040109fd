import type { ForgiveDebt, IssueGrant, RefundCharge, RevokeGrant } from "../ledger/commands/command.ts";
import type { Id, Instant, OrgId } from "../ledger/state/ids.ts";
import type { GrantKind } from "../ledger/state/state.ts";
import type { Micros } from "../money/index.ts";

/** Every kind of act by which an operator changes the credit of an organization. */
export const STAFF_ACT_KINDS = ["grant", "revoke", "forgive", "refund", "refund_payment"] as const;

/** A kind of act of an operator. */
export type StaffActKind = (typeof STAFF_ACT_KINDS)[number];

/** What an operator wants to do. Amounts are in micro-USD, above zero. */
export type StaffAct =
  /** Adds credit. It expires `days` after it is issued; `null` means never. */
  | { readonly kind: "grant"; readonly amount: Micros; readonly grantKind: GrantKind; readonly days: number | null }
  /** Takes a part of a grant back. */
  | { readonly kind: "revoke"; readonly amount: Micros; readonly grantId: Id }
  /** Writes a part of a debt off. */
  | { readonly kind: "forgive"; readonly amount: Micros; readonly debtId: Id }
  /** Gives a part of a charge back. */
  | { readonly kind: "refund"; readonly amount: Micros; readonly chargeId: Id }
  | PaymentRefund;

/** Pays a part of a payment back, with its tax; the credit that it bought is taken back. */
export interface PaymentRefund {
  readonly kind: "refund_payment";
  /** Gross, in whole cents. */
  readonly amount: Micros;
  /** The attempt that was paid. */
  readonly attemptId: Id;
}

/** An act that is one command of the ledger. */
export type LedgerAct = Exclude<StaffAct, PaymentRefund>;

/** The commands of the ledger that acts of operators become. */
export type StaffCommand = IssueGrant | RevokeGrant | ForgiveDebt | RefundCharge;

/** Who acts on what. The id is that of the act. */
export interface StaffActFrame {
  readonly orgId: OrgId;
  readonly id: Id;
  /** The operator who asked for the act, also if another one approved it. */
  readonly operator: Id;
  /** When credit that the act adds expires; `null` for never. */
  readonly expiresAt: Instant | null;
}

/**
 * Makes the ledger's command of an act. The operator who asked is its actor.
 * @source docs/rules.md#acts-of-operators
 */
export function staffCommand(act: LedgerAct, { orgId, id, operator, expiresAt }: StaffActFrame): StaffCommand {
  const base = { orgId, id, actor: { type: "operator", id: operator }, amount: act.amount } as const;
  switch (act.kind) {
    case "grant": {
      const terms = { source: "adjustment", grantKind: act.grantKind, effectiveAt: null, businessKey: null } as const;
      return { ...base, ...terms, kind: "issueGrant", expiresAt };
    }
    case "revoke":
      return { ...base, kind: "revokeGrant", grantId: act.grantId };
    case "forgive":
      return { ...base, kind: "forgiveDebt", debtId: act.debtId };
    case "refund":
      return { ...base, kind: "refundCharge", chargeId: act.chargeId };
  }
}

/** The span in which the acts of one operator for one organization are added up, in milliseconds: 24 hours. */
export const SUMMED_MS = 86_400_000;

/** How long an act waits for approval, in milliseconds: seven days. */
export const APPROVAL_MS = 7 * 86_400_000;

/**
 * Whether an act needs the approval of a second operator. Acts that need none are added up, so that no operator passes
 * the limit by splitting one act.
 * @param amount of the act, in micro-USD
 * @param before what the operator did without approval for the organization within `SUMMED_MS`, in micro-USD
 * @param limit up to which one operator acts alone, in micro-USD
 * @source docs/rules.md#approvals
 */
export function needsApproval(amount: Micros, before: Micros, limit: Micros): boolean {
  return amount + before > limit;
}

/**
 * When credit that an act adds expires, if it is issued now.
 * @param now the time of the organization
 * @returns `null` for credit that never expires, and for an act that adds none
 */
export function creditExpiry(act: StaffAct, now: Instant): Instant | null {
  return act.kind === "grant" && act.days !== null ? now + act.days * 86_400_000 : null;
}
