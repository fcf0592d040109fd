import type { Report } from "../finding.ts";
import type { PlanRows, PlansSold } from "../plan-rows.ts";
import type { HeadRow } from "../rows.ts";

/**
 * L34: the plan in the organization's row is that of the contract in force, else that of the subscription, else the
 * default plan of its catalog. At most one contract is in force, no subscription runs beside it, and contracts do not
 * overlap.
 */
export function checkPlan(
  { orgId, plan, hasContract, catalogVersion }: HeadRow,
  { subscriptions, contracts }: PlanRows,
  catalogs: ReadonlyMap<number, PlansSold>,
  report: Report,
): void {
  const rows = [`organization ${orgId}`];
  const running = contracts.filter(({ state }) => state === "running");
  const open = subscriptions.filter(({ endedAt }) => endedAt === null);
  if (running.length > 1) report("L34", running.map(nameOf), "they are in force at once");
  if (running.length > 0 && open.length > 0)
    report("L34", running.map(nameOf), "a subscription runs beside the contract in force");
  if (hasContract !== running.length > 0)
    report("L34", rows, hasContract ? "no contract is in force, as it says" : "it does not say that a contract is");
  const expected = running[0]?.plan ?? open[0]?.plan ?? catalogs.get(catalogVersion)?.defaultPlan;
  if (expected !== undefined && plan !== expected)
    report("L34", rows, `its plan is ${plan}; it follows that it is ${expected}`);
  for (const contract of contracts) {
    const { state, startsAt, endsAt, endedAt } = contract;
    if (!["scheduled", "running", "ended"].includes(state) || (state === "ended") !== (endedAt !== null))
      report("L34", [nameOf(contract)], `it is ${state}, and ${endedAt === null ? "has not" : "has"} ended`);
    if (endsAt !== null && endsAt <= startsAt) report("L34", [nameOf(contract)], "it ends before it starts");
  }
  const ordered = contracts.filter(lasts).sort((a, b) => a.startsAt - b.startsAt);
  for (const [index, contract] of ordered.entries()) {
    const next = ordered[index + 1];
    if (next !== undefined && next.startsAt < endOf(contract))
      report("L34", [nameOf(contract), nameOf(next)], "they overlap");
  }
}

type Contract = PlanRows["contracts"][number];

function nameOf({ id }: Contract): string {
  return `contract ${id}`;
}

function endOf({ endsAt, endedAt }: Contract): number {
  return endedAt ?? endsAt ?? Number.POSITIVE_INFINITY;
}

/** A contract that was withdrawn before its start never lasted. */
function lasts(contract: Contract): boolean {
  return endOf(contract) > contract.startsAt;
}
