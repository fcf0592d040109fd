import type { StaffActKind } from "@scrip/domain/operators";
import { checks, hashColumn, instantColumn, microsColumn } from "../../connection/columns.ts";
import { platformEntity } from "../../connection/home-entity.ts";

/**
 * `wanted`: it waits for approval. `running`: it may run and is not yet marked as done. `failed`: the ledger's rules
 * refused it. `refused`: a second operator did. `withdrawn`: its operator was removed.
 */
export type StaffActState = "wanted" | "running" | "done" | "failed" | "refused" | "withdrawn";

/** What the act is about, by its kind. */
export interface StaffTermsJson {
  readonly grantKind?: "promotional" | "paid";
  readonly days?: number | null;
  readonly grant?: string;
  readonly debt?: string;
  readonly charge?: string;
  readonly attempt?: string;
}

/** The request that let an act run, for the audit log. */
export interface OriginJson {
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

/** An act of an operator for an organization. */
export interface StaffActRow {
  id: string;
  kind: StaffActKind;
  orgId: string;
  terms: StaffTermsJson;
  /** usd-micros; CHECK (amount > 0) in the migration */
  amount: bigint;
  reason: string;
  askedBy: string;
  askedAt: Date;
  idempotencyKey: string;
  payloadHash: Buffer;
  /** The end of the time in which it waits for approval. Null for an act that needs none. */
  approveBefore: Date | null;
  state: StaffActState;
  /** When credit that it adds expires. It is computed when the act may run. */
  creditExpiresAt: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  origin: OriginJson | null;
  doneAt: Date | null;
  /** Why the ledger's rules refused it. */
  problem: string | null;
}

export const StaffActEntity = platformEntity<StaffActRow>({
  name: "staffAct",
  tableName: "staff_acts",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "staff_acts_pkey" },
    kind: { type: "text", update: false },
    orgId: { type: "uuid", update: false },
    terms: { type: "jsonb", update: false },
    amount: { ...microsColumn, update: false },
    reason: { type: "text", update: false },
    askedBy: { type: "uuid", update: false },
    askedAt: { ...instantColumn, update: false },
    idempotencyKey: { type: "text", update: false },
    payloadHash: { ...hashColumn, update: false },
    approveBefore: { ...instantColumn, nullable: true, update: false },
    state: { type: "text" },
    creditExpiresAt: { ...instantColumn, nullable: true },
    decidedBy: { type: "uuid", nullable: true },
    decidedAt: { ...instantColumn, nullable: true },
    decisionReason: { type: "text", nullable: true },
    origin: { type: "jsonb", nullable: true },
    doneAt: { ...instantColumn, nullable: true },
    problem: { type: "text", nullable: true },
  },
  foreignKeys: [
    {
      name: "staff_acts_asked_by_fkey",
      target: "operator",
      columnNames: ["askedBy"],
      referencedColumnNames: ["personId"],
    },
    {
      name: "staff_acts_decided_by_fkey",
      target: "operator",
      columnNames: ["decidedBy"],
      referencedColumnNames: ["personId"],
    },
  ],
  uniques: [{ name: "staff_acts_idempotency_key", columns: ["askedBy", "idempotencyKey"] }],
  indices: [
    { name: "staff_acts_by_time", columns: ["askedAt", "id"] },
    { name: "staff_acts_wanted", columns: ["approveBefore"], where: "state = 'wanted'" },
  ],
  checks: checks(
    "staff_acts_kind",
    "staff_acts_amount",
    "staff_acts_reason",
    "staff_acts_payload_hash_size",
    "staff_acts_state",
    "staff_acts_second",
    "staff_acts_decided",
    "staff_acts_approved",
    "staff_acts_alone",
    "staff_acts_problem",
    "staff_acts_done",
  ),
});
