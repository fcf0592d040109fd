import { randomUUID } from "node:crypto";
import type { AnswerByKind, Instant } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";
import type { Caller, Deps } from "../deps.ts";
import { advanceClock } from "../due/advance-clock.ts";
import { settleEpoch } from "../jobs/settle-epoch.ts";
import { startJob } from "../jobs/start-job.ts";
import { createCharge } from "../ledger/create-charge.ts";
import { createGrant } from "../ledger/create-grant.ts";

type GrantInput = Parameters<typeof createGrant>[2];
type StartInput = Parameters<typeof startJob>[2];

/** An organization of a scenario: what its services do, in a line each. Amounts are dollars such as "5.00". */
export class Organization {
  readonly caller: Caller;
  readonly orgId: string;
  private readonly deps: Deps;
  private clockAt: Instant | null;

  constructor(deps: Deps, orgId: string, clockAt: Instant | null) {
    this.deps = deps;
    this.orgId = orgId;
    this.clockAt = clockAt;
    this.caller = { orgId, actor: { type: "system", id: null } };
  }

  /** The time of its test clock. */
  get now(): Instant {
    if (this.clockAt === null) throw new Error("The organization follows the real time.");
    return this.clockAt;
  }

  /** Adds credit, bought and without an end if not given. */
  async grant(amount: string, some: Partial<Omit<GrantInput, "amount">> = {}): Promise<AnswerByKind["issueGrant"]> {
    const terms = { source: "purchase", amount: usd(amount), idempotencyKey: randomUUID() } as const;
    return createGrant(this.deps, this.caller, { ...terms, ...some });
  }

  /** Charges without a hold; what no credit covers is owed. */
  async charge(amount: string): Promise<AnswerByKind["charge"]> {
    const terms = { amount: usd(amount), onShortfall: "owe", idempotencyKey: randomUUID() } as const;
    return createCharge(this.deps, this.caller, terms);
  }

  /** Starts a job in epochs on one GPU of $0.44 an hour, if not given otherwise. */
  async start(
    job: string,
    { untilMs, ...some }: { untilMs: number } & Partial<StartInput>,
  ): Promise<AnswerByKind["startJob"]> {
    const terms = { job, resource: "gpu.rtx-3090", work: "training", mode: "epochs", unitsMilli: 1_000 } as const;
    const input = { ...terms, next: { untilMs }, idempotencyKey: randomUUID(), ...some };
    return startJob(this.deps, this.caller, input);
  }

  /** Settles an epoch. @param untilMs the end of the next one, `null` to pause */
  async settle(job: string, quantityMs: number, untilMs: number | null): Promise<AnswerByKind["settleEpoch"]> {
    const next = untilMs === null ? null : { untilMs };
    return settleEpoch(this.deps, this.caller, { job, quantityMs, next, idempotencyKey: randomUUID() });
  }

  /** Advances its test clock; what falls due on the way runs. */
  async advanceTo(to: Instant): Promise<void> {
    await advanceClock(this.deps, this.orgId, to);
    this.clockAt = to;
  }

  async passes(ms: number): Promise<void> {
    await this.advanceTo(this.now + ms);
  }
}
