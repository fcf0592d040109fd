import {
  BUDGET_PERIODS,
  type BudgetLabels,
  type BudgetSubject,
  budgetLabelsOf,
  type Command,
  countedHold,
  type Id,
  type Instant,
  noBudgets,
  subjectsOf,
} from "@scrip/domain/ledger";
import type { Query } from "../../connection/query.ts";
import type { Submitted } from "../keys/submitted.ts";
import { timeOf } from "./load-more.ts";
import type { LoadedOrg } from "./loaded.ts";
import { readBudgets, type WantedWindows, wantWindow } from "./read-budgets.ts";

/**
 * Reads the budgets in which a batch may count, with their uses: those of its commands, and those of the holds that are
 * loaded. It takes a round trip of its own, which a batch of organizations without budgets does not make.
 * @param orgs are locked, so that no use changes meanwhile
 */
export async function loadBudgets(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  batch: readonly Submitted[],
): Promise<void> {
  const wanted: WantedWindows = new Map();
  for (const { command } of batch) {
    const org = orgs.get(command.orgId);
    if (org !== undefined) wantForCommand(wanted, org, command);
  }
  for (const org of orgs.values())
    for (const hold of org.ledger.holds.values()) {
      const counted = countedHold(hold, org.ledger.jobs.get(hold.jobId ?? "") ?? null);
      if (counted !== null) want(wanted, org, counted.at, counted.key, [counted]);
    }
  await readBudgets(query, wanted);
}

function wantForCommand(wanted: WantedWindows, org: LoadedOrg, command: Command): void {
  const { type, id } = command.actor;
  const key = type === "service_key" ? id : null;
  const labels = org.hasBudgets ? budgetLabelsOf(org.ledger, command) : [];
  // A key that got its ceiling after the call had read it is counted too: the organization's row knows.
  if (labels.length > 0 || command.budgets !== undefined) want(wanted, org, timeOf(org), key, labels);
}

function want(
  wanted: WantedWindows,
  org: LoadedOrg,
  at: Instant,
  key: Id | null,
  labels: readonly BudgetLabels[],
): void {
  org.ledger.budgets ??= noBudgets(org.hasBudgets);
  const subjects: BudgetSubject[] = key === null ? [] : [{ scope: "key", ref: key }];
  // Until the organization itself has made a budget, only keys that bring their own have one.
  if (org.hasBudgets) for (const each of labels) subjects.push(...subjectsOf({ ...each, key: null }));
  for (const subject of subjects)
    for (const period of BUDGET_PERIODS) wantWindow(wanted, org, { ...subject, period }, at);
}
