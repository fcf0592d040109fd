import { appendAudit } from "@scrip/db/access";
import { InvariantError, newId, type OrganizationsTx, type Query, queryOf } from "@scrip/db/connection";
import { type DueWork, duePlanWork, setDue } from "@scrip/db/due";
import { type LockedOrganization, OrganizationEntity } from "@scrip/db/organizations";
import { insertSubscription, openLink, saveContract, saveSubscription } from "@scrip/db/plans";
import type { AuditAction } from "@scrip/domain/audit-actions";
import type { AuditRecord } from "@scrip/domain/audit-record";
import type { Catalog } from "@scrip/domain/catalog";
import type { DueKind } from "@scrip/domain/due";
import type { GrantKind, GrantSource, Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { type Contract, contractCreditDueAt, contractGrants } from "@scrip/domain/plans/contracts";
import {
  changedDue,
  creditDueAt,
  credited,
  dueOfSubscription,
  type EndReason,
  endSubscription,
  monthGrant,
  nextTryOfCredit,
  type PlanDue,
  type PlanRequest,
  type PlanStanding,
  type Start,
  type Subscription,
  startSubscription,
} from "@scrip/domain/plans/subscriptions";
import { type Acting, auditedBy } from "../access/audited-by.ts";
import { FROM_WITHIN } from "../deps.ts";
import type { PlanDeps } from "./plan-deps.ts";

/** The platform itself, as it carries out due work. */
export const BY_TIME: Acting = { actor: { type: "system", id: null }, from: FROM_WITHIN };

/** The terms of a grant by a plan or a contract. */
interface PlanGrant {
  /** Micro-USD. */
  readonly amount: Micros;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant | null;
  readonly businessKey: string;
}

/** What a unit of work begins with. */
export interface OpenedPlan {
  readonly organization: LockedOrganization;
  readonly subscription: Subscription | null;
  readonly contract: Contract | null;
  readonly catalog: Catalog;
  readonly acting: Acting;
}

/** The plan of an organization that a transaction has locked. Each method writes its rows at once. */
export class PlanTx {
  readonly tx: OrganizationsTx;
  readonly organization: LockedOrganization;
  /** The catalog of the organization. */
  readonly catalog: Catalog;
  /** The organization's time. */
  readonly now: Instant;
  readonly deps: PlanDeps;
  /** Whether the people are not told of what changes. */
  isQuiet: boolean;
  /** The plan as it was before the unit of work. */
  readonly before: PlanStanding;
  private readonly acting: Acting;
  private readonly query: Query;
  private open: Subscription | null;
  private inForce: Contract | null;
  private lastEnded: Subscription | null = null;
  private earliestDue: Instant | null = null;

  constructor(deps: PlanDeps, tx: OrganizationsTx, opened: OpenedPlan) {
    this.deps = deps;
    this.tx = tx;
    this.query = queryOf(tx);
    this.organization = opened.organization;
    this.now = opened.organization.time.getTime();
    this.catalog = opened.catalog;
    this.acting = opened.acting;
    this.isQuiet = deps.isQuiet ?? false;
    this.before = { subscription: opened.subscription, contract: opened.contract };
    this.open = opened.subscription;
    this.inForce = opened.contract;
  }

  get orgId(): string {
    return this.organization.orgId;
  }

  /** The subscription that has not ended. */
  get subscription(): Subscription | null {
    return this.open;
  }

  /** The subscription that ended in this unit of work. */
  get ended(): Subscription | null {
    return this.lastEnded;
  }

  /** The contract in force. */
  get contract(): Contract | null {
    return this.inForce;
  }

  /** The first work that the unit of work has made due, in PostgreSQL's time; `null` if the worker need not wake. */
  get firstDue(): Instant | null {
    return this.earliestDue;
  }

  /** What decides a request about the plan. */
  request(): PlanRequest {
    return { subscription: this.open, hasContract: this.inForce !== null, catalog: this.catalog, now: this.now };
  }

  /** Writes a subscription as it is now, with its due work. */
  async put(after: Subscription, paymentRef: string | null = null): Promise<void> {
    const before = this.open?.id === after.id ? this.open : null;
    if (before === null) await insertSubscription(this.tx, this.orgId, after, paymentRef);
    else await saveSubscription(this.tx, this.orgId, before, after, paymentRef);
    await this.moveDue(after.id, before === null ? [] : dueOfSubscription(before), dueOfSubscription(after));
    if (before !== null && mustTell(before, after) && (await openLink(this.tx, this.orgId, after.id)) !== null)
      await this.setDue("sync_subscription", after.id, this.now);
    if (after.endedAt === null) this.open = after;
    else {
      this.open = null;
      this.lastEnded = after;
    }
  }

  /**
   * Starts a paid subscription, in place of one that runs, and issues the credit that comes at once.
   * @param at its anchor: now, or the instant of a payment that Scrip heard of late
   */
  async start(
    terms: Omit<Start, "at" | "catalogVersion">,
    paymentRef: string | null,
    at: Instant = this.now,
  ): Promise<void> {
    await this.end("replaced", at);
    const { catalogVersion } = this.organization;
    await this.put(startSubscription({ ...terms, catalogVersion, at }), paymentRef);
    await this.credit();
  }

  /** Moves the organization to the catalog version of its subscription. */
  async moveTo(catalogVersion: number): Promise<void> {
    await this.tx.repository(OrganizationEntity).update({ orgId: this.orgId }, { catalogVersion });
  }

  /** Ends the subscription that runs, if there is one. */
  async end(reason: EndReason, at: Instant = this.now): Promise<void> {
    if (this.open === null) return;
    const { id, plan } = this.open;
    await this.put(endSubscription(this.open, at, reason));
    if (reason !== "replaced") await this.audit("plan.ended", { plan, why: reason }, { type: "subscription", id });
  }

  /** Issues the credit of the subscription's next month, if it is due. Credit without room is held back for a day. */
  async credit(): Promise<void> {
    const { open } = this;
    const dueAt = open === null ? null : creditDueAt(open);
    if (open === null || dueAt === null || dueAt > this.now) return;
    const issued = await this.issue("plan", "promotional", monthGrant(open));
    if (issued) await this.put(credited(open));
    else await this.holdBack("credit_subscription", open.id, dueAt);
  }

  /** Writes a contract as it is now, with its due work. */
  async putContract(before: Contract | null, after: Contract): Promise<void> {
    if (before !== null) await saveContract(this.tx, this.orgId, after);
    await this.moveDue(after.id, before === null ? [] : dueOfContract(before), dueOfContract(after));
    if (after.state === "running") this.inForce = after;
    else if (this.inForce?.id === after.id) this.inForce = null;
  }

  /** Starts a contract, which ends the subscription, and issues its first credit. */
  async startContract(contract: Contract): Promise<void> {
    await this.end("contract");
    await this.putContract(contract, { ...contract, state: "running" });
    await this.audit("contract.started", { plan: contract.plan }, { type: "contract", id: contract.id });
    await this.creditContract();
  }

  /** Ends a contract, or withdraws it before its start. */
  async endContract(contract: Contract, at: Instant = this.now): Promise<void> {
    await this.putContract(contract, { ...contract, state: "ended", endedAt: at });
    await this.audit("contract.ended", { plan: contract.plan }, { type: "contract", id: contract.id });
  }

  /** Issues the credit of the contract's next month, if it is due. */
  async creditContract(): Promise<void> {
    const contract = this.inForce;
    const dueAt = contract === null ? null : contractCreditDueAt(contract);
    if (contract === null || dueAt === null || dueAt > this.now) return;
    for (const grant of contractGrants(contract))
      if (!(await this.issue("contract", grant.kind, grant))) {
        await this.holdBack("credit_contract", contract.id, dueAt);
        return;
      }
    await this.putContract(contract, { ...contract, nextMonth: contract.nextMonth + 1 });
  }

  /** Writes or removes a row of due work. */
  async setDue(kind: DueKind, refId: string, dueAt: Instant | null): Promise<void> {
    const { onTestClock } = this.organization;
    await setDue(this.tx, { orgId: this.orgId, kind, refId, onTestClock, dueAt });
    if (dueAt !== null && !onTestClock) this.wakeAt(dueAt);
  }

  /** Wakes the worker after the commit, for work that is due at an instant of PostgreSQL's time. */
  wakeAt(dueAt: Instant): void {
    this.earliestDue = Math.min(dueAt, this.earliestDue ?? dueAt);
  }

  /**
   * Whether due work is the next one of the plan. A worker that read its list before another one moved on may come with
   * work whose turn has not come: a renewal must not overtake the credit or the payment of the period before it.
   */
  async isNext({ kind, refId }: DueWork): Promise<boolean> {
    const next = await duePlanWork(this.tx, this.orgId, this.organization.time);
    return next?.kind === kind && next.refId === refId;
  }

  /** Records an event in the audit log of the organization. */
  async audit(
    action: AuditAction,
    details: AuditRecord["details"] & object,
    target?: AuditRecord["target"],
  ): Promise<void> {
    await appendAudit(this.tx, this.orgId, {
      ...auditedBy(this.acting),
      action,
      target: target ?? { type: "organization", id: this.orgId },
      outcome: "done",
      details,
    });
  }

  /** Gives the organization the plan in force: that of the contract, else of the subscription, else the default one. */
  async finish(): Promise<void> {
    const { organization, orgId } = this;
    const plan = this.inForce?.plan ?? this.open?.plan ?? this.catalog.defaultPlan;
    const hasContract = this.inForce !== null;
    if (plan === organization.plan && hasContract === organization.hasContract) return;
    await this.tx.repository(OrganizationEntity).update({ orgId }, { plan, hasContract });
  }

  /** Announces the changes to other processes, after the commit. */
  committed(): void {
    this.deps.ledger.committed(this.query);
    this.deps.ledger.announce({ orgIds: [this.orgId], dueAt: this.earliestDue });
  }

  /** @returns whether the grant is there now: it was issued, it was there before, or the organization is closed */
  private async issue(
    source: Exclude<GrantSource, "refund">,
    grantKind: GrantKind,
    grant: PlanGrant,
  ): Promise<boolean> {
    const { amount, effectiveAt, expiresAt, businessKey } = grant;
    const outcome = await this.deps.ledger.within(
      this.query,
      {
        kind: "issueGrant",
        orgId: this.orgId,
        id: newId(),
        actor: BY_TIME.actor,
        source,
        grantKind,
        amount,
        effectiveAt,
        expiresAt,
        businessKey,
        evenIfLapsed: true,
      },
      null,
    );
    if (outcome.ok || outcome.refusal.code === "organization_closed") return true;
    if (outcome.refusal.code === "balance_above_limit") return false;
    throw new InvariantError(`a grant by a plan was refused: ${outcome.refusal.message}`);
  }

  private holdBack(kind: DueKind, refId: string, dueAt: Instant): Promise<void> {
    return this.setDue(kind, refId, nextTryOfCredit(dueAt, this.now));
  }

  private async moveDue(refId: string, before: readonly PlanDue[], after: readonly PlanDue[]): Promise<void> {
    for (const [kind, dueAt] of changedDue(before, after)) await this.setDue(kind, refId, dueAt);
  }
}

/**
 * Whether the gateway must be told of a change: it has a subscription of its own for a plan that is paid by card. A
 * renewal is none, since its payment says what goes on.
 */
function mustTell(before: Subscription, after: Subscription): boolean {
  if (after.paidBy !== "card") return false;
  if (before.endedAt !== after.endedAt) return true;
  return before.period.month === after.period.month && (before.scheduled === null) !== (after.scheduled === null);
}

/** The due work that a contract needs. */
function dueOfContract(contract: Contract): readonly PlanDue[] {
  const { state, startsAt, endsAt } = contract;
  return [
    ["start_contract", state === "scheduled" ? startsAt : null],
    ["end_contract", state === "ended" ? null : endsAt],
    ["credit_contract", contractCreditDueAt(contract)],
  ];
}
