import { randomUUID } from "node:crypto";
import type { AnswerByKind, Instant } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";
import { type Caller, type Deps, FROM_WITHIN } from "../deps.ts";
import { advanceClock } from "../due/advance-clock.ts";
import { completeJob } from "../jobs/finish-job.ts";
import { settleEpoch } from "../jobs/settle-epoch.ts";
import { startJob } from "../jobs/start-job.ts";
import { createCharge } from "../ledger/create-charge.ts";
import { createGrant } from "../ledger/create-grant.ts";

type GrantInput = Parameters<typeof createGrant>[2];
type StartInput = Parameters<typeof startJob>[2];

/** An organization of a scenario, with a method for each call of its services. Amounts are dollars such as "5.00". */
export class Organization {
  readonly caller: Caller;
  readonly orgId: string;
  private readonly deps: Deps;
  private clockAt: Instant | null;

  constructor(deps: Deps, orgId: string, clockAt: Instant | null) {
    this.deps = deps;
    this.orgId = orgId;
    this.clockAt = clockAt;
    this.caller = { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN };
  }

  /** The time of its test clock, in milliseconds. */
  get now(): Instant {
    if (this.clockAt === null) throw new Error("The organization follows the real time.");
    return this.clockAt;
  }

  /** Adds credit; by default it is bought and never expires. */
  async grant(amount: string, changed: Partial<Omit<GrantInput, "amount">> = {}): Promise<AnswerByKind["issueGrant"]> {
    const terms = { source: "purchase", amount: usd(amount), idempotencyKey: randomUUID() } as const;
    return createGrant(this.deps, this.caller, { ...terms, ...changed });
  }

  /** Charges without a hold; a shortfall becomes debt. */
  async charge(amount: string): Promise<AnswerByKind["charge"]> {
    const terms = { amount: usd(amount), onShortfall: "owe", idempotencyKey: randomUUID() } as const;
    return createCharge(this.deps, this.caller, terms);
  }

  /** Starts a job in epochs; the default is one GPU of $0.44 an hour. */
  async start(
    jobRef: string,
    { untilMs, ...changed }: { untilMs: number } & Partial<StartInput>,
  ): Promise<AnswerByKind["startJob"]> {
    const terms = {
      job: jobRef,
      resource: "gpu.rtx-3090",
      work: "training",
      mode: "epochs",
      unitsMilli: 1_000,
    } as const;
    const input = { ...terms, next: { untilMs }, idempotencyKey: randomUUID(), ...changed };
    return startJob(this.deps, this.caller, input);
  }

  /** Settles an epoch. @param untilMs the end of the next one, `null` to pause */
  async settle(jobRef: string, quantityMs: number, untilMs: number | null): Promise<AnswerByKind["settleEpoch"]> {
    const next = untilMs === null ? null : { untilMs };
    return settleEpoch(this.deps, this.caller, { job: jobRef, quantityMs, next, idempotencyKey: randomUUID() });
  }

  /** Completes a job. */
  async complete(jobRef: string, quantityMs: number): Promise<AnswerByKind["finishJob"]> {
    return completeJob(this.deps, this.caller, { job: jobRef, quantityMs, idempotencyKey: randomUUID() });
  }

  /** Advances its test clock, which runs the work that falls due on the way. */
  async advanceTo(to: Instant): Promise<void> {
    await advanceClock(this.deps, this.orgId, to);
    this.clockAt = to;
  }

  async advanceBy(ms: number): Promise<void> {
    await this.advanceTo(this.now + ms);
  }
}
