import type { Instant } from "@scrip/domain/ledger";
import { APPROVAL_MS, type StaffAct, SUMMED_MS } from "@scrip/domain/operators";
import { In } from "typeorm";
import { ADVISORY_CLASSES } from "../../connection/advisory-locks.ts";
import type { PlatformSource, PlatformTx } from "../../connection/home-source.ts";
import {
  type OriginJson,
  StaffActEntity,
  type StaffActRow,
  type StaffActState,
  type StaffTermsJson,
} from "./staff-act.entity.ts";

/** An act of an operator for an organization, with its approval if it needs one. */
export interface StoredStaffAct {
  readonly id: string;
  readonly orgId: string;
  readonly act: StaffAct;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  /** The end of the time in which it waits for approval; `null` for an act that needs none. */
  readonly approveBefore: Instant | null;
  /** `expired` if nobody decided in time. */
  readonly state: StaffActState | "expired";
  readonly creditExpiresAt: Instant | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly decisionReason: string | null;
  /** The request that let it run, until it is done. */
  readonly origin: OriginJson | null;
  /** Why the ledger's rules refused it. */
  readonly problem: string | null;
}

/** An act to store. */
export interface NewStaffAct {
  readonly id: string;
  readonly orgId: string;
  readonly act: StaffAct;
  readonly reason: string;
  readonly askedBy: string;
  readonly idempotencyKey: string;
  /** SHA-256 in hex of the operator's input. */
  readonly payloadHash: string;
  readonly needsApproval: boolean;
  /** When credit that it adds expires, if it may run at once. */
  readonly creditExpiresAt: Instant | null;
  readonly origin: OriginJson;
}

/**
 * Locks what one operator does for one organization, or by campaigns of codes, until the transaction ends, so that two
 * acts at once are added up one after the other.
 */
export async function lockStaffActs(tx: PlatformTx, askedBy: string, subject: string): Promise<void> {
  const name = `${askedBy}:${subject}`;
  await tx.query("SELECT pg_advisory_xact_lock($1, hashtext($2))", [ADVISORY_CLASSES.staffActs, name]);
}

/** The act that an operator asked for under this key, with the hash of its input in hex. */
export async function staffActByKey(
  tx: PlatformTx,
  askedBy: string,
  idempotencyKey: string,
): Promise<{ readonly stored: StoredStaffAct; readonly payloadHash: string } | null> {
  const row = await tx.repository(StaffActEntity).findOneBy({ askedBy, idempotencyKey });
  return row === null
    ? null
    : { stored: toStaffAct(row, await nowOf(tx)), payloadHash: row.payloadHash.toString("hex") };
}

/** What an operator did alone for an organization within `SUMMED_MS`, in micro-USD. */
export async function sumOfActsAlone(tx: PlatformTx, askedBy: string, orgId: string): Promise<bigint> {
  const [row] = await tx.query<[{ sum: string }]>(
    `SELECT coalesce(sum(amount), 0)::text AS sum FROM staff_acts
      WHERE asked_by = $1 AND org_id = $2 AND approve_before IS NULL AND state IN ('running', 'done')
        AND asked_at > clock_timestamp() - $3 * interval '1 millisecond'`,
    [askedBy, orgId, SUMMED_MS],
  );
  return BigInt(row.sum);
}

/** Stores an act: one that may run, or one that waits for approval. */
export async function insertStaffAct(tx: PlatformTx, wanted: NewStaffAct): Promise<StoredStaffAct> {
  const now = await nowOf(tx);
  const row: StaffActRow = {
    id: wanted.id,
    kind: wanted.act.kind,
    orgId: wanted.orgId,
    terms: termsJson(wanted.act),
    amount: wanted.act.amount,
    reason: wanted.reason,
    askedBy: wanted.askedBy,
    askedAt: now,
    idempotencyKey: wanted.idempotencyKey,
    payloadHash: Buffer.from(wanted.payloadHash, "hex"),
    approveBefore: wanted.needsApproval ? new Date(now.getTime() + APPROVAL_MS) : null,
    state: wanted.needsApproval ? "wanted" : "running",
    creditExpiresAt: wanted.needsApproval ? null : dateOf(wanted.creditExpiresAt),
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
    origin: wanted.needsApproval ? null : wanted.origin,
    doneAt: null,
    problem: null,
  };
  await tx.repository(StaffActEntity).insert(row);
  return toStaffAct(row, now);
}

/** The act with this id; `null` if there is none. */
export async function getStaffAct(platform: PlatformSource | PlatformTx, id: string): Promise<StoredStaffAct | null> {
  const row = await platform.repository(StaffActEntity).findOneBy({ id });
  return row === null ? null : toStaffAct(row, await nowOf(platform));
}

/** Locks an act until the transaction ends. */
export async function lockStaffAct(tx: PlatformTx, id: string): Promise<StoredStaffAct | null> {
  const row = await tx.repository(StaffActEntity).findOne({ where: { id }, lock: { mode: "pessimistic_write" } });
  return row === null ? null : toStaffAct(row, await nowOf(tx));
}

/** The decision of a second operator. */
export interface StaffActDecision {
  readonly by: string;
  readonly state: "running" | "refused";
  readonly reason: string | null;
  readonly creditExpiresAt: Instant | null;
  readonly origin: OriginJson;
}

/** Writes the decision on an act that waits for approval. The caller has locked the act. */
export async function decideStaffAct(tx: PlatformTx, id: string, decision: StaffActDecision): Promise<StoredStaffAct> {
  const decidedAt = await nowOf(tx);
  const { by, state, reason, creditExpiresAt, origin } = decision;
  await tx.repository(StaffActEntity).update(
    { id, state: "wanted" },
    {
      state,
      decidedBy: by,
      decidedAt,
      decisionReason: reason,
      creditExpiresAt: dateOf(creditExpiresAt),
      origin: state === "running" ? origin : null,
    },
  );
  return toStaffAct(await tx.repository(StaffActEntity).findOneByOrFail({ id }), decidedAt);
}

/**
 * Marks an act that ran, with the reason if the ledger's rules refused it. Safe to repeat. What ran stays marked as run:
 * of two runs at once, one can be refused and the other one not.
 * @returns whether it was not marked so before
 */
export async function markStaffAct(tx: PlatformTx, id: string, problem: string | null): Promise<boolean> {
  const doneAt = await nowOf(tx);
  const state = problem === null ? "done" : "failed";
  const before = problem === null ? In(["running", "failed"] as const) : "running";
  const { affected } = await tx
    .repository(StaffActEntity)
    .update({ id, state: before }, { state, problem, doneAt, origin: null });
  return affected === 1;
}

/** Which acts to list. */
export interface StaffActList {
  /** Only those that wait for approval. */
  readonly onlyWanted?: boolean;
  readonly orgId?: string;
  readonly limit: number;
}

/** Lists acts, the newest first. */
export async function listStaffActs(
  platform: PlatformSource,
  { onlyWanted = false, orgId, limit }: StaffActList,
): Promise<StoredStaffAct[]> {
  const acts = platform.repository(StaffActEntity).createQueryBuilder("act");
  if (onlyWanted) acts.andWhere("act.state = 'wanted' AND act.approveBefore > clock_timestamp()");
  if (orgId !== undefined) acts.andWhere("act.orgId = :orgId", { orgId });
  const rows = await acts.orderBy("act.askedAt", "DESC").addOrderBy("act.id", "DESC").take(limit).getMany();
  const now = await nowOf(platform);
  return rows.map((row) => toStaffAct(row, now));
}

async function nowOf(platform: PlatformSource | PlatformTx): Promise<Date> {
  const [row] = await platform.query<[{ now: Date }]>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  return row.now;
}

function termsJson(act: StaffAct): StaffTermsJson {
  switch (act.kind) {
    case "grant":
      return { grantKind: act.grantKind, days: act.days };
    case "revoke":
      return { grant: act.grantId };
    case "forgive":
      return { debt: act.debtId };
    case "refund":
      return { charge: act.chargeId };
    case "refund_payment":
      return { attempt: act.attemptId };
  }
}

function actOf({ kind, amount, terms }: StaffActRow): StaffAct {
  switch (kind) {
    case "grant":
      return { kind, amount, grantKind: terms.grantKind ?? "promotional", days: terms.days ?? null };
    case "revoke":
      return { kind, amount, grantId: terms.grant ?? "" };
    case "forgive":
      return { kind, amount, debtId: terms.debt ?? "" };
    case "refund":
      return { kind, amount, chargeId: terms.charge ?? "" };
    case "refund_payment":
      return { kind, amount, attemptId: terms.attempt ?? "" };
  }
}

function toStaffAct(row: StaffActRow, now: Date): StoredStaffAct {
  const { id, orgId, reason, askedBy, decidedBy, decisionReason, origin, problem } = row;
  const isExpired = row.state === "wanted" && row.approveBefore !== null && row.approveBefore <= now;
  return {
    id,
    orgId,
    act: actOf(row),
    reason,
    askedBy,
    askedAt: row.askedAt.getTime(),
    approveBefore: row.approveBefore?.getTime() ?? null,
    state: isExpired ? "expired" : row.state,
    creditExpiresAt: row.creditExpiresAt?.getTime() ?? null,
    decidedBy,
    decidedAt: row.decidedAt?.getTime() ?? null,
    decisionReason,
    origin,
    problem,
  };
}

function dateOf(instant: Instant | null): Date | null {
  return instant === null ? null : new Date(instant);
}
