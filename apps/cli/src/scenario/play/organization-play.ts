import { BadInput, type OrganizationClient, Refused } from "@scrip/client";
import type { DocumentRow } from "@scrip/db/billing";
import type { Catalog } from "@scrip/domain/catalog";
import { RefusedError } from "@scrip/usecases/refused";
import type { Step, StepOf } from "../file/step.ts";
import { type FailedExpectation, notAvailable, type Outcome, StepRefused } from "../outcome/outcome.ts";
import { checkExpectations } from "./expectations.ts";
import { JobRunner } from "./job-runner.ts";
import type { CardPayments } from "./payments/card-payments.ts";
import { PaidByName } from "./payments/paid-by-name.ts";
import { run } from "./steps.ts";
import type { World } from "./world.ts";

/** Steps whose outcome `refused` does not name. */
const WITHOUT_OUTCOME: readonly Step["do"][] = ["expect", "end", "create"];

/** One organization of a scenario: its steps run one after another, each at its instant. */
export class OrganizationPlay {
  readonly name: string;
  readonly client: OrganizationClient<Catalog>;
  readonly jobs: JobRunner;
  readonly outcomes: Outcome[] = [];
  readonly failed: FailedExpectation[] = [];
  heldExpectations = 0;
  /** Whether automatic top-up was set: a charge may then buy credit at its own instant. */
  hasTopUp = false;
  /** Whether the last step left work at its own instant, such as a credit note. */
  hasDueNow = false;
  /** The code of the last step that counts for the expectation `refused`; `null` if it was not refused. */
  lastCode: string | null = null;
  readonly world: World;
  readonly named = new PaidByName();
  readonly #org: string;
  #payments: CardPayments | null | undefined;
  #nowMs: number;

  constructor(world: World, name: string, org: string, startMs: number) {
    this.world = world;
    this.name = name;
    this.#org = org;
    this.client = world.client.organization(org);
    this.jobs = new JobRunner(this.client);
    this.#nowMs = startMs;
  }

  /** Its payments by card. @throws StepRefused where the server takes none */
  get payments(): CardPayments {
    if (this.#payments === undefined) this.#payments = this.world.paymentsOf(this.#org);
    return this.#payments ?? notAvailable();
  }

  /** Whether the server takes payments. */
  get takesPayments(): boolean {
    return this.world.paymentsOf(this.#org) !== null;
  }

  /** The documents about its payments, the oldest first. */
  documents(): Promise<readonly DocumentRow[]> {
    return this.world.documentsOf(this.#org);
  }

  /** Moves the clock to the step, so that all that is due by then has happened, and runs the step. */
  async take(step: Step): Promise<void> {
    await this.moveTo(step.at);
    if (step.do === "expect") {
      await this.#expect(step);
      return;
    }
    const outcome = await this.#outcomeOf(step);
    this.outcomes.push(outcome);
    if (!WITHOUT_OUTCOME.includes(step.do)) this.lastCode = outcome.outcome === "refused" ? outcome.code : null;
    // A job without length ends where it starts.
    await this.moveTo(step.at);
    if (this.hasTopUp || this.hasDueNow) await this.#runDue();
  }

  /** Moves the clock, and sends the reports of jobs at their own instants on the way. */
  async moveTo(toMs: number): Promise<void> {
    for (let report = this.jobs.next(); report !== undefined && report.at <= toMs; report = this.jobs.next()) {
      await this.#advance(report.at);
      await report.send();
    }
    await this.#advance(toMs);
  }

  /** Runs what is due at this instant. */
  async #runDue(): Promise<void> {
    await this.client.clocks.advance({ to: new Date(this.#nowMs).toISOString() });
    this.hasDueNow = false;
  }

  async #advance(toMs: number): Promise<void> {
    if (toMs <= this.#nowMs) return;
    await this.client.clocks.advance({ to: new Date(toMs).toISOString() });
    this.#nowMs = toMs;
  }

  async #outcomeOf(step: Step): Promise<Outcome> {
    const { line } = step;
    try {
      await run(this, step);
      return { line, outcome: "ok" };
    } catch (error) {
      if (error instanceof RefusedError) return { line, outcome: "refused", code: error.refusal.code };
      if (error instanceof Refused || error instanceof BadInput || error instanceof StepRefused)
        return { line, outcome: "refused", code: error.code };
      throw error;
    }
  }

  async #expect(step: StepOf<"expect">): Promise<void> {
    const failed = await checkExpectations(this, step);
    if (failed.length === 0) this.heldExpectations += 1;
    this.failed.push(...failed);
  }
}
