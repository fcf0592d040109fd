import type { DueKind } from "../../due/due-kind.ts";
import type { BalanceState } from "../../notices/balance-alert.ts";
import type { Endpoint } from "../../usage/endpoints/endpoint.ts";
import type { MonthMeter } from "../../usage/months/month-meter.ts";
import type { StorageChange } from "../../usage/storage/ledger-storage.ts";
import type { LedgerRefusal } from "../refusals.ts";
import type { Answer } from "./answer.ts";
import type { Budget, BudgetUse } from "./budget.ts";
import type { Charge, Entry } from "./entry.ts";
import type { Id, Instant } from "./ids.ts";
import type { LedgerAlert } from "./ledger-alert.ts";
import type { SubscriptionChange } from "./plan.ts";
import type { Debt, Grant, Hold, Job, ScheduledGrant } from "./state.ts";

/** A row of due work to be written (`dueAt`) or removed (`null`). */
export interface DueChange {
  readonly kind: DueKind;
  readonly refId: Id;
  readonly dueAt: Instant | null;
}

/** Rows as they are after a command: new ones, and those that changed. */
export interface Changes {
  readonly grants: ReadonlyMap<Id, Grant>;
  readonly debts: ReadonlyMap<Id, Debt>;
  readonly holds: ReadonlyMap<Id, Hold>;
  readonly job: Job | null;
  readonly endpoint: Endpoint | null;
  readonly scheduled: ScheduledGrant | null;
  /** In the order in which they were made. */
  readonly charges: readonly Charge[];
  readonly due: readonly DueChange[];
  /** Budgets that the command made, and the uses that it changed. */
  readonly budgets: readonly Budget[];
  readonly uses: readonly BudgetUse[];
  readonly subscription: SubscriptionChange | null;
  /** Whether the command asks automatic top-up, which is not asked again until it has decided. */
  readonly asksTopUp: boolean;
  readonly storage: StorageChange | null;
  readonly months: ReadonlyMap<Id, MonthMeter>;
  /** Whether the organization has work without a hold after the command. */
  readonly hasMeters: boolean;
  /** The state of the balance after the command. */
  readonly balanceState: BalanceState;
  /** The events of which people are notified. */
  readonly alerts: readonly LedgerAlert[];
}

/** An accepted command: the rows to write, and the answer for the caller. */
export interface Accepted {
  readonly ok: true;
  readonly at: Instant;
  readonly entries: readonly Entry[];
  readonly changes: Changes;
  readonly answer: Answer;
}

/** The rules said no: nothing is written but the refusal itself. */
export interface RefusedDecision {
  readonly ok: false;
  readonly at: Instant;
  readonly refusal: LedgerRefusal;
}

/** What the rules make of one command. */
export type Decision = Accepted | RefusedDecision;
