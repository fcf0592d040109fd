import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { Snapshot } from "./rows.ts";

/** L28: each row that another row names exists in the same organization. `replay` checks postings. */
export function checkReferences({ holds, jobs, slices, debts, grants }: Snapshot, report: Report): void {
  const [jobIds, holdIds, grantIds] = [jobs, holds, grants].map((rows) => new Set(rows.map(({ id }) => id)));
  const expect = (ids: Set<string> | undefined, id: string | null, from: string, what: string): void => {
    if (id !== null && !ids?.has(id))
      report(
        "L28",
        [from, `${what} ${id}`],
        `the ${from.split(" ")[0]} names a ${what} that this organization does not have`,
      );
  };
  for (const { id, jobId } of holds) expect(jobIds, jobId, `hold ${id}`, "job");
  for (const { id, holdId } of jobs) expect(holdIds, holdId, `job ${id}`, "hold");
  for (const { holdId, grantId } of slices) {
    expect(holdIds, holdId, `slice of grant ${grantId}`, "hold");
    expect(grantIds, grantId, `slice of hold ${holdId}`, "grant");
  }
  for (const { id, chargeId, chargeExists } of debts)
    if (!chargeExists) expect(undefined, chargeId, `debt ${id}`, "charge");
  for (const { id, grantId } of debts) expect(grantIds, grantId, `debt ${id}`, "grant");
  const debtIds = new Set(debts.map(({ id }) => id));
  for (const { id, refundOf } of grants)
    if (refundOf?.type === "debt") expect(debtIds, refundOf.id, `grant ${id}`, "debt");
}

/** L28 for charges that are the cause of an entry. */
export function checkChargeReferences({ jobs, holds }: Pick<Accounts, "jobs" | "holds">, report: Report): Check {
  return {
    entry({ charge }) {
      if (charge === null) return;
      const { id, jobId, holdId } = charge;
      if (jobId !== null && !jobs.has(jobId))
        report("L28", [`charge ${id}`, `job ${jobId}`], "the charge names a job that this organization does not have");
      if (holdId !== null && !holds.has(holdId))
        report(
          "L28",
          [`charge ${id}`, `hold ${holdId}`],
          "the charge names a hold that this organization does not have",
        );
    },
    end: nothing,
  };
}
