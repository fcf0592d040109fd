import { hash, randomUUIDv7 } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { AuditDetailsEntity, AuditEntryEntity, AuditHeadEntity } from "../access/audit/audit.entities.ts";
import { InvitationEntity } from "../access/invitation.entity.ts";
import { MemberEntity } from "../access/member.entity.ts";
import { SsoJoinEntity } from "../access/sso/sso-join.entity.ts";
import { SsoProofEntity } from "../access/sso/sso-proof.entity.ts";
import { SsoSettingsEntity } from "../access/sso/sso-settings.entity.ts";
import { AttemptDecisionEntity } from "../billing/attempt-decision.entity.ts";
import { BillingDetailsEntity } from "../billing/billing-details.entity.ts";
import { DocumentEntity, DocumentFileEntity } from "../billing/document.entities.ts";
import { PaymentDisputeEntity, PaymentRefundEntity, PaymentTakingEntity } from "../billing/money-taken.entities.ts";
import { PaymentAttemptEntity } from "../billing/payment-attempt.entity.ts";
import { BillingAccountEntity, PaymentMethodEntity } from "../billing/payment-method.entities.ts";
import { DeclinedCardEntity, TopUpEntity } from "../billing/top-up.entity.ts";
import { DueEntity } from "../due/due.entity.ts";
import { ActivitySeriesEntity } from "../ledger/entities/activity-series.entity.ts";
import { BudgetEntity } from "../ledger/entities/budget.entity.ts";
import { BudgetUseEntity } from "../ledger/entities/budget-use.entity.ts";
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
import { MeteredChargeEntity } from "../ledger/entities/metered-charge.entity.ts";
import { PostingEntity } from "../ledger/entities/posting.entity.ts";
import { RunwayHistoryEntity } from "../ledger/entities/runway-history.entity.ts";
import { ScheduledGrantEntity } from "../ledger/entities/scheduled-grant.entity.ts";
import { AlertSettingsEntity } from "../notices/alert-settings.entity.ts";
import { NoticeChoiceEntity, NoticeReadsEntity } from "../notices/inbox.entities.ts";
import { NoticeEntity } from "../notices/notice.entity.ts";
import { WebhookEntity } from "../notices/webhooks/webhook.entity.ts";
import { WebhookAttemptEntity, WebhookDeliveryEntity } from "../notices/webhooks/webhook-delivery.entities.ts";
import { CodeTryEntity, RedemptionEntity } from "../plans/codes/redemption.entities.ts";
import { ContractEntity } from "../plans/contract.entity.ts";
import { EntitlementChangeEntity, EntitlementUseEntity } from "../plans/entitlements/entitlement.entities.ts";
import { PlanRequestEntity } from "../plans/plan-request.entity.ts";
import { SubscriptionEntity } from "../plans/subscription.entity.ts";
import { SubscriptionLinkEntity } from "../plans/subscription-link.entity.ts";
import { SubscriptionPeriodEntity } from "../plans/subscription-period.entity.ts";
import { EndpointEntity } from "../usage/endpoints/endpoint.entity.ts";
import { MonthMeterEntity } from "../usage/months/month-meter.entity.ts";
import { StorageMeterEntity } from "../usage/storage/storage-meter.entity.ts";
import { VolumeEntity } from "../usage/storage/volume.entity.ts";
import { VolumeSizeEntity } from "../usage/storage/volume-size.entity.ts";

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
    await insertPeople(manager, orgId);
    await insertAudit(manager, orgId);
    await insertSso(manager, orgId);
    await insertPlan(manager, orgId);
    await insertPayments(manager, orgId, rows);
    await insertCounters(manager, orgId, rows);
    await insertWebhooks(manager, orgId);
  });
  return rows;
}

async function insertCredit(manager: EntityManager, orgId: string, { grantId }: FilledRows): Promise<void> {
  const terms = { orgId, source: "purchase", kind: "paid", amount: 100n, effectiveAt: NOON, expiresAt: null } as const;
  const counters = { avail: 90n, held: 10n, spent: 0n, expired: 0n, revoked: 0n, isOpen: true, legs: 1 };
  await manager.insert(GrantEntity, { ...terms, ...counters, id: grantId, businessKey: grantId });
  await manager.insert(ScheduledGrantEntity, {
    ...terms,
    id: uuid(),
    businessKey: uuid(),
    issued: false,
    cancelled: false,
  });
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
  const placed = { placedBy: uuid(), placedAt: NOON };
  await manager.insert(HoldEntity, {
    orgId,
    id: holdId,
    jobId,
    amount: 10n,
    state: "open",
    silentAt: null,
    legs: 1,
    ...placed,
  });
  const budget = { orgId, scope: "key", ref: placed.placedBy, period: "day" } as const;
  await manager.insert(BudgetEntity, { ...budget, cap: 100n, mode: "hard", version: 1, createdAt: NOON });
  await manager.insert(BudgetUseEntity, { ...budget, windowStart: new Date("2026-01-01T00:00:00.000Z"), used: 10n });
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
  const endpointId = uuid();
  await manager.insert(EndpointEntity, {
    orgId,
    id: endpointId,
    ref: endpointId,
    ...price,
    project,
    member,
    catalogVersion: 1,
    state: "running",
    createdAt: NOON,
    startedAt: NOON,
    settledAt: NOON,
    stoppedMs: 0,
    charged: 5n,
    remainder: 0n,
    charges: 1,
    stoppedAt: null,
    stopReason: null,
  });
  await manager.insert(MeteredChargeEntity, {
    orgId,
    id: uuid(),
    meter: "endpoint",
    meterId: endpointId,
    leg: 1,
    resource: "gpu",
    rate: 1n,
    price: null,
    unitsMilli: 1000,
    quantity: "3600000000",
    fromAt: new Date("2026-01-01T11:00:00.000Z"),
    untilAt: NOON,
    amount: 5n,
    isLate: false,
    source: null,
    name: null,
    project,
    member,
    at: NOON,
  });
  await insertStorage(manager, orgId, { project, member });
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

async function insertStorage(
  manager: EntityManager,
  orgId: string,
  labels: { readonly project: string | null; readonly member: string | null },
): Promise<void> {
  const volumeId = uuid();
  const volume = { orgId, id: volumeId, ref: "volume", resource: "storage", ...labels };
  await manager.insert(VolumeEntity, { ...volume, bytes: 5n, changedAt: NOON, changes: 1 });
  await manager.insert(VolumeSizeEntity, { orgId, volumeId, n: 1, at: NOON, bytes: 5n, reportedAt: NOON });
  await manager.insert(StorageMeterEntity, {
    orgId,
    id: uuid(),
    resource: "storage",
    month: new Date("2026-01-01T00:00:00.000Z"),
    quantity: "5",
    priced: "5",
    shaped: null,
    charged: 5n,
    corrected: 0n,
    legs: 1,
    bookedUntil: NOON,
    isStale: false,
    dueAt: null,
  });
  const price = '{"kind":"package","minimum":"0","price":"5","size":"1"}';
  await manager.insert(MonthMeterEntity, {
    orgId,
    id: uuid(),
    counts: "usage",
    resource: "traffic",
    month: new Date("2026-01-01T00:00:00.000Z"),
    price,
    priceHash: hash("sha256", price, "buffer"),
    quantity: "5",
    charged: 5n,
    fallen: 0n,
    legs: 1,
    isClosed: false,
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

async function insertPeople(manager: EntityManager, orgId: string): Promise<void> {
  const personId = uuid();
  await manager.insert(MemberEntity, { orgId, personId, role: "owner", joinedAt: NOON });
  await manager.insert(NoticeChoiceEntity, { orgId, personId, kind: "plan.started", channel: "email", isOn: false });
  await manager.insert(NoticeReadsEntity, { orgId, personId, readUpTo: uuid(), readIds: [uuid()] });
  await manager.insert(InvitationEntity, {
    orgId,
    id: uuid(),
    email: "guest@example.com",
    role: "member",
    invitedBy: null,
    sentAt: NOON,
    expiresAt: new Date(NOON.getTime() + 1),
    tokenHash: HASH,
    state: "open",
    acceptedBy: null,
  });
}

async function insertAudit(manager: EntityManager, orgId: string): Promise<void> {
  await manager.insert(AuditHeadEntity, { orgId, seq: 1, at: NOON, hash: HASH });
  await manager.insert(AuditEntryEntity, {
    orgId,
    seq: 1,
    at: NOON,
    actorType: "system",
    actorId: null,
    action: "organization.created",
    targetType: null,
    targetId: null,
    outcome: "done",
    detailsHash: HASH,
    hash: HASH,
  });
  await manager.insert(AuditDetailsEntity, { orgId, seq: 1, salt: HASH, details: { reason: "a test" } });
}

async function insertSso(manager: EntityManager, orgId: string): Promise<void> {
  const nothing = { issuer: null, oidcConfig: null, samlConfig: null, testedAt: null };
  await manager.insert(SsoSettingsEntity, { orgId, revision: 1, ...nothing, defaultRole: "member", isForced: false });
  const times = { addedAt: NOON, checkedAt: null, provedAt: null, lostAt: null };
  await manager.insert(SsoProofEntity, { orgId, domain: "acme.test", token: "token", ...times });
  await manager.insert(SsoJoinEntity, { orgId, personId: uuid(), joinedAt: NOON });
}

async function insertPlan(manager: EntityManager, orgId: string): Promise<void> {
  const subscriptionId = uuid();
  const sold = { plan: "pro", interval: "month" } as const;
  await manager.insert(SubscriptionEntity, {
    orgId,
    id: subscriptionId,
    ...sold,
    anchor: NOON,
    catalogVersion: 1,
    paidBy: "outside",
    nextMonth: 1,
    skippedMonths: [],
  });
  const endsAt = new Date("2026-02-01T12:00:00.000Z");
  const price = { catalogVersion: 1, price: 100n, creditAmount: 10n, creditDays: 30 };
  const times = { startsAt: NOON, endsAt, paidAt: NOON };
  await manager.insert(SubscriptionPeriodEntity, {
    orgId,
    subscriptionId,
    month: 0,
    months: 1,
    ...sold,
    ...price,
    ...times,
  });
  const link = { id: `sub_${orgId}`, subscriptionId, told: "running", linkedAt: NOON } as const;
  await manager.insert(SubscriptionLinkEntity, { orgId, ...link });
  const terms = { rates: { gpu: "1" }, entitlements: { members: 7 }, credits: [] };
  const made = { reason: "a test", madeByType: "system", madeById: null, madeAt: NOON };
  const ended = { state: "ended", startsAt: NOON, endedAt: endsAt } as const;
  await manager.insert(ContractEntity, { orgId, id: uuid(), plan: "enterprise", ...ended, ...terms, ...made });
  const request = { operation: "cancel", idempotencyKey: uuid(), payloadHash: HASH, outcome: {} } as const;
  const address = { name: "Harbor Lab", line1: "1 Quay", city: "Hamburg", country: "DE" };
  await manager.insert(BillingDetailsEntity, { orgId, ...address, taxId: "DE123456789", taxIdState: "pending" });
  await manager.insert(PlanRequestEntity, { orgId, id: uuid(), ...request, state: "done", at: NOON });
  await manager.insert(RunwayHistoryEntity, { orgId, at: NOON, state: "ends", endsAt, perHour: 100n });
  await manager.insert(AlertSettingsEntity, { orgId, runwayHours: 24, expiryDays: 7 });
  const told = { at: NOON, recordedAt: NOON, data: {}, sentAt: null };
  await manager.insert(NoticeEntity, { orgId, id: uuid(), kind: "plan.kept", key: "kept", ...told });
}

async function insertDocument(manager: EntityManager, orgId: string, attemptId: string): Promise<void> {
  const id = uuid();
  const content = "{}";
  const pdf = Buffer.from("%PDF");
  const about = { kind: "receipt", number: "SC-000001", attemptId, refundId: null, month: null } as const;
  const sums = { net: 25_000_000n, tax: 0n, gross: 25_000_000n };
  const row = { orgId, id, ...about, ...sums, issuedAt: NOON, content };
  await manager.insert(DocumentEntity, { ...row, hash: hash("sha256", content, "buffer") });
  await manager.insert(DocumentFileEntity, { orgId, documentId: id, pdf, hash: hash("sha256", pdf, "buffer") });
}

async function insertPayments(manager: EntityManager, orgId: string, { grantId }: FilledRows): Promise<void> {
  const gateway = { customer: `cus_${orgId}`, livemode: false };
  await manager.insert(BillingAccountEntity, { orgId, ...gateway });
  const card = { kind: "card", brand: "visa", last4: "4242", expMonth: 12, expYear: 2030, isDefault: true };
  await manager.insert(PaymentMethodEntity, { orgId, id: `pm_${orgId}`, ...card, addedAt: NOON });
  const topUp = { threshold: 10_000_000n, amount: 25_000_000n, perDay: 200_000_000n, perMonth: 1_000_000_000n };
  await manager.insert(TopUpEntity, { orgId, state: "ready", ...topUp, changedAt: NOON });
  await manager.insert(DeclinedCardEntity, { orgId, card: "fingerprint", failedAt: NOON });
  const sums = { net: 25_000_000n, tax: 0n, gross: 25_000_000n, sale: {} };
  const asked = { purpose: "purchase", way: "page", state: "created", actorType: "system", createdAt: NOON } as const;
  const attemptId = uuid();
  await manager.insert(PaymentAttemptEntity, { orgId, id: attemptId, ...gateway, ...sums, ...asked });
  await insertDocument(manager, orgId, attemptId);
  await insertMoneyTaken(manager, orgId, { attemptId, grantId });
}

async function insertMoneyTaken(
  manager: EntityManager,
  orgId: string,
  of: { readonly attemptId: string; readonly grantId: string },
): Promise<void> {
  const { attemptId } = of;
  const sums = { gross: 1_000_000n, tax: 0n, net: 1_000_000n };
  const asked = { state: "asked", reason: "a test", actorType: "system", createdAt: NOON } as const;
  await manager.insert(PaymentRefundEntity, { orgId, id: uuid(), attemptId, ...sums, ...asked });
  const dispute = { id: `dp_${orgId}`, gross: sums.gross, state: "open", reason: "fraudulent" } as const;
  await manager.insert(PaymentDisputeEntity, { orgId, ...dispute, attemptId, openedAt: NOON });
  await manager.insert(PaymentTakingEntity, { orgId, ...of, amount: sums.net });
  const decision = { n: 1, decision: "closed", operatorId: uuid(), reason: "a test", at: NOON } as const;
  await manager.insert(AttemptDecisionEntity, { orgId, attemptId, ...decision });
}

async function insertCounters(manager: EntityManager, orgId: string, { grantId }: FilledRows): Promise<void> {
  const counter = { orgId, entitlement: "deployments", used: 1 };
  await manager.insert(EntitlementUseEntity, counter);
  const change = { operation: "use", key: uuid(), count: 1, at: NOON, outcome: "done" } as const;
  await manager.insert(EntitlementChangeEntity, { ...counter, ...change, most: 1, neededPlan: null });
  await manager.insert(RedemptionEntity, { orgId, claimId: uuid(), codeId: uuid(), grantId, at: NOON });
  await manager.insert(CodeTryEntity, { orgId, id: uuid(), triedAt: NOON });
}

function uuid(): string {
  return randomUUIDv7();
}

async function insertWebhooks(manager: EntityManager, orgId: string): Promise<void> {
  const webhookId = uuid();
  const deliveryId = uuid();
  const about = { url: "https://example.com", description: "", kinds: null, secret: "sealed.", sequence: 1 };
  await manager.insert(WebhookEntity, { orgId, id: webhookId, ...about, createdAt: NOON });
  const event = { noticeId: uuid(), kind: "test", sequence: 1, body: "{}", createdAt: NOON };
  const ended = { state: "delivered", tries: 0, attempts: 1, endedAt: NOON } as const;
  await manager.insert(WebhookDeliveryEntity, { orgId, id: deliveryId, webhookId, ...event, ...ended });
  const answer = { latencyMs: 5, status: 200, answer: "ok" };
  await manager.insert(WebhookAttemptEntity, { orgId, deliveryId, number: 1, at: NOON, ...answer });
}
