import { InvariantError, type Query } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import type { Ledger, OutcomeOf, RanAhead } from "@scrip/db/ledger";
import type { PrintDocument } from "@scrip/documents/printed";
import type { Gateway } from "@scrip/domain/billing/gateway";
import type { DueKind } from "@scrip/domain/due";
import type {
  Command,
  CreditSubscription,
  Instant,
  PlanWorkAnswer,
  RenewSubscription,
  SettleStorage,
} from "@scrip/domain/ledger";
import { commandBase } from "../command-base.ts";
import type { NoticeDeps } from "../notices/fan-out/send-notice.ts";
import type { WebhookLanes } from "../notices/webhooks/webhook-lanes.ts";
import type { PlanDeps } from "../plans/plan-deps.ts";

/** The dependencies of due work, in the worker and in a process that advances a test clock. */
export interface DueDeps extends PlanDeps, NoticeDeps {
  readonly homes: NoticeDeps["homes"];
  /** The ledger of the process's role, with its pool for ordinary transactions. */
  readonly ledger: Ledger;
  /** Takes payments; absent where the platform takes none. */
  readonly gateway?: Gateway | undefined;
  /** Makes the files of documents; without it the first download of each makes its file. */
  readonly print?: PrintDocument | undefined;
  /** Sends deliveries to webhooks; absent where none are sent, as in an advance of a test clock. */
  readonly webhookLanes?: Pick<WebhookLanes, "start"> | undefined;
}

/** Work of one home: it runs in one transaction. */
export interface DueInOneTransaction {
  /**
   * Does the work and removes or moves its row.
   * @param tx a transaction that has locked the organization, and sees no other organization
   */
  run(deps: DueDeps, tx: Query, work: DueWork): Promise<void>;
}

/** Work that calls another system or crosses homes. */
export interface DueInSteps {
  /**
   * Does the work in transactions of its own, with calls between them. Each step is safe to repeat, since the
   * next try begins with the first one, and another process may do the same at once. The last step removes or
   * moves the work's row.
   */
  steps(deps: DueDeps, work: DueWork): Promise<void>;
}

/** Work that is one command of the ledger, which removes or moves the work's row itself. */
export interface DueByCommand extends DueInOneTransaction {
  /** Returns the command, for group commit. The command does nothing if it is early, late or repeated. */
  command(work: DueWork): Command;
  /**
   * Runs the work and, if a test clock passes more of its kind before any other work, that too: each piece at its time, with
   * the rows that one after another would write.
   * @param tx a transaction that has set the clock to the time of the work
   */
  ahead?(deps: DueDeps, tx: Query, work: DueWork, span: ClockSpan): Promise<RanAhead>;
}

/** The time of a test clock, and the target of its advance. */
export interface ClockSpan {
  readonly at: Instant;
  readonly to: Instant;
}

/**
 * Work that is nearly always one command of the ledger, and that may make further work. The steps do the whole work, if the
 * command leaves it to them.
 */
export interface DueByPlanCommand extends DueInSteps {
  /** Returns the command, for group commit. The command does nothing if it is early, late, repeated or not in turn. */
  command(work: DueWork): RenewSubscription | CreditSubscription | SettleStorage;
}

/** Runs work of one kind. */
export type DueHandler = DueInOneTransaction | DueInSteps | DueByCommand | DueByPlanCommand;

/** The handler of each kind of due work. */
export type DueRegistry = Readonly<Record<DueKind, DueHandler>>;

type WithoutBase<Each> = Each extends Command ? Omit<Each, "orgId" | "id" | "actor"> : never;

/**
 * What a command has left of due work: nothing, further work that is due by now, or the work itself.
 * @throws InvariantError if the rules refused work that has steps
 */
export function leftBy(outcome: OutcomeOf<Command["kind"]>, handler: DueHandler): PlanWorkAnswer["left"] {
  if (outcome.ok) return "left" in outcome.answer ? outcome.answer.left : "nothing";
  if ("steps" in handler) throw new InvariantError(`work in steps was refused: ${outcome.refusal.message}`);
  return "nothing";
}

/**
 * Makes the handler of work that is one command of the ledger.
 * @param termsOf returns the command's kind and terms for a piece of work
 */
export function ledgerDue(termsOf: (work: DueWork) => WithoutBase<Command>): DueByCommand {
  const command = (work: DueWork): Command => {
    return { ...commandBase(work), ...termsOf(work) };
  };
  return {
    command,
    run: async ({ ledger }, tx, work) => {
      await ledger.within(tx, command(work), null);
    },
  };
}
