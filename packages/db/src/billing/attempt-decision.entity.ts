import { checks, instantColumn } from "../connection/columns.ts";
import { withinOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** What an operator decides about an attempt that is parked. */
export type AttemptDecision = "accepted" | "refunded" | "closed";

/** A decision about an attempt that is parked. The attempt itself stays as it is. */
export interface AttemptDecisionRow {
  orgId: string;
  attemptId: string;
  /** Counts the decisions about an attempt from 1. */
  n: number;
  decision: AttemptDecision;
  /** The attempt that books an accepted payment in its place. */
  bookedBy: string | null;
  operatorId: string;
  reason: string;
  /** The organization's time. */
  at: Date;
  /** The organization's time at which the refund of the decision failed; `null` while the decision stands. */
  undoneAt: Date | null;
}

const fixed = { update: false } as const;

export const AttemptDecisionEntity = organizationEntity<AttemptDecisionRow>({
  name: "attemptDecision",
  tableName: "attempt_decisions",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "attempt_decisions_pkey" },
    attemptId: { type: "uuid", primary: true, primaryKeyConstraintName: "attempt_decisions_pkey" },
    n: { type: "integer", primary: true, primaryKeyConstraintName: "attempt_decisions_pkey" },
    decision: { type: "text", ...fixed },
    bookedBy: { type: "uuid", ...fixed, nullable: true },
    operatorId: { type: "uuid", ...fixed },
    reason: { type: "text", ...fixed },
    at: { ...instantColumn, ...fixed },
    undoneAt: { ...instantColumn, nullable: true },
  },
  uniques: [{ name: "attempt_decisions_booked_key", columns: ["orgId", "bookedBy"] }],
  indices: [
    { name: "attempt_decisions_in_force", columns: ["orgId", "attemptId"], unique: true, where: "undone_at IS NULL" },
  ],
  foreignKeys: [
    withinOrganization("attempt_decisions_attempt_fkey", "paymentAttempt", "attemptId"),
    withinOrganization("attempt_decisions_booked_fkey", "paymentAttempt", "bookedBy"),
  ],
  checks: checks(
    "attempt_decisions_decision",
    "attempt_decisions_booked",
    "attempt_decisions_reason",
    "attempt_decisions_undone",
  ),
});
