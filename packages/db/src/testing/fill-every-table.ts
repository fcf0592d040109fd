import { randomUUIDv7 } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { DueEntity } from "../due/due.entity.ts";
import { ActivitySeriesEntity } from "../ledger/entities/activity-series.entity.ts";
import { DebtEntity } from "../ledger/entities/debt.entity.ts";
import { EntryEntity } from "../ledger/entities/entry.entity.ts";
import { GrantEntity } from "../ledger/entities/grant.entity.ts";
import { GrantMarkEntity } from "../ledger/entities/grant-mark.entity.ts";
import { HoldEntity } from "../ledger/entities/hold.entity.ts";
import { HoldSliceEntity } from "../ledger/entities/hold-slice.entity.ts";
import { IdempotencyKeyEntity } from "../ledger/entities/idempotency-key.entity.ts";
import { JobEntity } from "../ledger/entities/job.entity.ts";
import { JobChargeEntity } from "../ledger/entities/job-charge.entity.ts";
import { MarkedBlockEntity } from "../ledger/entities/marked-block.entity.ts";
import { PostingEntity } from "../ledger/entities/posting.entity.ts";
import { ScheduledGrantEntity } from "../ledger/entities/scheduled-grant.entity.ts";

const HASH = Buffer.alloc(32);
const NOON = new Date("2026-01-01T12:00:00.000Z");

/** Ids of the rows, one of each. */
export interface FilledRows {
  grantId: string;
  jobId: string;
  holdId: string;
  chargeId: string;
  debtId: string;
}

/**
 * Gives an organization one row in every table. They satisfy the constraints, but they are no ledger:
 * for tests of the tables themselves.
 */
export async function fillEveryTable(owner: DataSource, orgId: string): Promise<FilledRows> {
  const grantId = uuid();
  const jobId = uuid();
  const holdId = uuid();
  const chargeId = uuid();
  const debtId = uuid();
  const rows = { grantId, jobId, holdId, chargeId, debtId };
  await owner.transaction(async (manager) => {
    await insertCredit(manager, orgId, rows);
    await insertEntry(manager, orgId, rows);
    await insertWork(manager, orgId, rows);
  });
  return rows;
}

async function insertCredit(manager: EntityManager, orgId: string, { grantId }: FilledRows): Promise<void> {
  const terms = { orgId, source: "purchase", kind: "paid", amount: 100n, effectiveAt: NOON, expiresAt: null } as const;
  const counters = { avail: 90n, held: 10n, spent: 0n, expired: 0n, revoked: 0n, isOpen: true, legs: 1 };
  await manager.insert(GrantEntity, { ...terms, ...counters, id: grantId, businessKey: grantId });
  await manager.insert(ScheduledGrantEntity, { ...terms, id: uuid(), businessKey: uuid(), issued: false });
  await manager.insert(DueEntity, { orgId, kind: "expire_grant", refId: grantId, dueAt: NOON, onTestClock: false });
}

async function insertWork(manager: EntityManager, orgId: string, rows: FilledRows): Promise<void> {
  const { grantId, jobId, holdId, chargeId, debtId } = rows;
  const project = null;
  const member = null;
  const price = { resource: "gpu", rate: 1n, unitsMilli: 1000 };
  const meter = { reportedMs: 1, chargeableMs: 1 };
  await manager.insert(JobEntity, {
    orgId,
    id: jobId,
    ref: jobId,
    work: "training",
    mode: "epochs",
    estimateMs: null,
    project,
    member,
    ...price,
    ...meter,
    catalogVersion: 1,
    startedAt: NOON,
    state: "completed",
    pausedAt: null,
    pausedMs: 0,
    charged: 5n,
    charges: 1,
    holdId: null,
    endedAt: NOON,
  });
  await manager.insert(HoldEntity, { orgId, id: holdId, jobId, amount: 10n, state: "open", silentAt: null, legs: 1 });
  await manager.insert(HoldSliceEntity, {
    orgId,
    holdId,
    grantId,
    reserved: 10n,
    open: 10n,
    settled: 0n,
    released: 0n,
  });
  await manager.insert(JobChargeEntity, {
    orgId,
    id: chargeId,
    jobId,
    leg: 1,
    ...price,
    ...meter,
    amount: 5n,
    at: NOON,
    project,
    member,
    beyondHold: false,
    afterSilence: false,
    decision: "stop",
    reason: null,
    missing: null,
  });
  await manager.insert(DebtEntity, {
    orgId,
    id: debtId,
    chargeId,
    amount: 5n,
    open: 5n,
    paid: 0n,
    forgiven: 0n,
    seq: 1,
    isOpen: true,
  });
}

async function insertEntry(manager: EntityManager, orgId: string, { grantId }: FilledRows): Promise<void> {
  await manager.insert(EntryEntity, {
    orgId,
    seq: 1,
    at: NOON,
    recordedAt: NOON,
    kind: "grant_issued",
    actorType: "system",
    actorId: null,
    causeType: "grant",
    causeId: grantId,
    leg: 1,
    available: 100n,
    reserved: 0n,
    owed: 0n,
    hash: HASH,
    series: 1n,
    net: 100n,
    firstAmount: null,
    firstGrantId: null,
    firstHoldId: null,
    charged: null,
    keyId: uuid(),
    payloadId: uuid(),
    answer: null,
  });
  await manager.insert(ActivitySeriesEntity, {
    orgId,
    series: 1n,
    kind: "grant_issued",
    resource: null,
    project: null,
    member: null,
  });
  await manager.insert(PostingEntity, {
    orgId,
    seq: 1,
    n: 1,
    fromBucket: "issued",
    toBucket: "avail",
    amount: 100n,
    grantId,
    holdId: null,
    debtId: null,
  });
  await manager.insert(MarkedBlockEntity, { orgId, block: 1 });
  await manager.insert(GrantMarkEntity, {
    orgId,
    grantId,
    block: 1,
    avail: 100n,
    held: 0n,
    spent: 0n,
    expired: 0n,
    revoked: 0n,
  });
  await manager.insert(IdempotencyKeyEntity, {
    orgId,
    operation: "issueGrant",
    key: grantId,
    payloadHash: HASH,
    accepted: true,
    outcome: "{}",
    at: NOON,
  });
}

function uuid(): string {
  return randomUUIDv7();
}
