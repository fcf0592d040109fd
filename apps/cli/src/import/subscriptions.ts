import { INTERVALS, type Interval } from "@scrip/domain/plans/subscriptions";
import { importSubscription } from "@scrip/usecases/plans/import-subscription";
import { instantInCell, textIn, wordIn } from "./cell.ts";
import type { Importer } from "./importer.ts";
import { LineProblem } from "./line-report.ts";

interface SubscriptionItem {
  readonly key: string;
  readonly plan: string;
  readonly interval: Interval;
  readonly since: number;
  readonly isCancelled: boolean;
}

/** Subscriptions whose price another system goes on collecting. */
export const subscriptions: Importer<SubscriptionItem> = {
  columns: { required: ["organization", "key", "plan", "interval", "since"], optional: ["renews"] },
  parse: (cells) => {
    const key = textIn(cells, "key", 150);
    const plan = textIn(cells, "plan", 100);
    const interval = wordIn(cells, "interval", INTERVALS);
    const since = instantInCell(cells, "since");
    if (since === undefined) throw new LineProblem("since", "must not be empty");
    return { key, plan, interval, since, isCancelled: wordIn(cells, "renews", ["yes", "no"], "yes") === "no" };
  },
  once: () => ({ column: "organization", value: "" }),
  run: async (deps, orgId, item, isDryRun) => {
    const taken = await importSubscription(deps, { orgId, ...item }, isDryRun);
    if (taken.outcome === "not_started") throw new LineProblem("since", "is in the future");
    const { outcome, plan } = taken;
    const until = plan.period === null ? "" : `, paid until ${new Date(plan.period.until).toISOString()}`;
    const ends = item.isCancelled ? ", ends then" : "";
    return { outcome, what: `${item.plan} by the ${item.interval}${until}${ends}` };
  },
  columnOf: {
    unknown_plan: "plan",
    already_there: "plan",
    by_contract: "plan",
    not_for_sale: "interval",
    already_subscribed: "organization",
    organization_closed: "organization",
    key_reused: "key",
  },
};
