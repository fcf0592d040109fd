import type { BookStore } from "@scrip/db/catalog";
import type { Homes } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import type { PlanPayments } from "../payments/plan-payments.ts";

/** The dependencies of plans, in the API, in the worker and in an advance of a test clock. */
export interface PlanDeps {
  readonly ledger: Pick<Ledger, "within" | "committed" | "announce">;
  readonly homes: Pick<Homes, "organizations">;
  readonly books: BookStore;
  /** Absent while the platform takes no payments for plans: every paid plan is collected outside. */
  readonly payments?: PlanPayments | undefined;
  /** Whether nobody is told of changes, as while a scenario is played. */
  readonly isQuiet?: boolean | undefined;
}
