import { newId } from "@scrip/db/connection";
import type { Instant } from "@scrip/domain/ledger";
import { askSubscribe, type Interval, takeOver } from "@scrip/domain/plans/subscriptions";
import { FROM_WITHIN } from "../deps.ts";
import { RefusedError } from "../refused.ts";
import { askPlan } from "./ask-plan.ts";
import type { PlanDeps } from "./plan-deps.ts";
import type { PlanTx } from "./plan-tx.ts";
import type { PlanView } from "./plan-view.ts";
import { answered } from "./subscribe.ts";

/** A subscription that runs in another system, which goes on collecting its price. */
export interface ImportedSubscription {
  readonly orgId: string;
  /** The name of the subscription in the other system. It is unique in the organization, and has at most 150 characters. */
  readonly key: string;
  readonly plan: string;
  readonly interval: Interval;
  /** The start of one of its periods, in the past: months are counted from it. */
  readonly since: Instant;
  /** Whether it ends with the running period. */
  readonly isCancelled: boolean;
}

type Terms = Omit<ImportedSubscription, "orgId" | "key">;

/** What an import of a subscription did, or in a dry run would do; `not_started` if it begins in the future. */
export type SubscriptionImport =
  | { readonly outcome: "done" | "existing"; readonly plan: PlanView }
  | { readonly outcome: "not_started" };

/** Ends a transaction that is not committed: that of a dry run, or of a subscription that cannot be taken over. */
class NotCommitted extends Error {
  readonly outcome: SubscriptionImport;

  constructor(outcome: SubscriptionImport) {
    super("the import is rolled back");
    this.outcome = outcome;
  }
}

/**
 * Takes over a subscription of another system, once for each name that it has there. Its running period is paid; Scrip
 * counts its periods from then on and gives the credit of the months after the running one. A refusal is not recorded,
 * so that a corrected line can have the same name.
 * @param isDryRun whether to say only what would happen
 * @throws RefusedError `already_subscribed`, `already_there`, `by_contract`, `not_for_sale`, `unknown_plan`,
 *   `key_reused`, `organization_not_found`, `organization_closed`
 * @source docs/import.md#subscriptions
 */
export async function importSubscription(
  deps: PlanDeps,
  { orgId, key, ...terms }: ImportedSubscription,
  isDryRun: boolean,
): Promise<SubscriptionImport> {
  const caller = { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN } as const;
  const asked = { operation: "subscribe", idempotencyKey: `import/${key}`, payload: terms } as const;
  let isNew = false;
  try {
    const known = await askPlan<PlanView>(deps, caller, asked, async (tx) => {
      const taken = await start(tx, terms);
      if (isDryRun || taken.outcome === "not_started") throw new NotCommitted(taken);
      isNew = true;
      return { answer: taken.plan };
    });
    if (!("answer" in known)) throw new Error("an imported subscription waits for a payment");
    return { outcome: isNew ? "done" : "existing", plan: known.answer };
  } catch (error) {
    if (error instanceof NotCommitted) return error.outcome;
    throw error;
  }
}

async function start(tx: PlanTx, { plan, interval, since, isCancelled }: Terms): Promise<SubscriptionImport> {
  if (since > tx.now) return { outcome: "not_started" };
  const terms = askSubscribe(tx.request(), { plan, interval });
  if (!terms.ok) throw new RefusedError(terms.error);
  const { catalogVersion } = tx.organization;
  const id = newId();
  // Its people know their plan: it began in the other system.
  tx.isQuiet = true;
  await tx.put(takeOver({ id, terms: terms.value, catalogVersion, anchor: since, isCancelled, at: tx.now }));
  await tx.audit("plan.subscribed", { plan, interval }, { type: "subscription", id });
  const { answer } = await answered(tx);
  return { outcome: "done", plan: answer };
}
