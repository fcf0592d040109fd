import { type Check, nothing } from "./check.ts";
import { checkLegs } from "./check-cause.ts";
import type { Report } from "./finding.ts";
import type { Accounts, HoldAccount, SliceAccount } from "./replay/accounts.ts";

/**
 * Checks the holds' rows after the last entry. L5: a hold's slices add up, held(grant) is the open part of
 * the grant's slices, and a closed hold has nothing open. L2: nothing is negative. L3: each slice equals the
 * sum of its postings. L12: each hold counts its entries.
 */
export function checkHolds(accounts: Pick<Accounts, "holds" | "grants" | "jobs">, report: Report): void {
  const openByGrant = new Map<string, bigint>();
  for (const hold of accounts.holds.values()) {
    let open = 0n;
    for (const [grantId, slice] of hold.slices) {
      checkSlice([`hold ${hold.row.id}`, `grant ${grantId}`], slice, report);
      open += slice.row?.open ?? 0n;
      if (slice.row !== null) openByGrant.set(grantId, (openByGrant.get(grantId) ?? 0n) + slice.row.open);
    }
    checkHold(hold, open, report);
  }
  for (const { row, held } of accounts.grants.values()) {
    const open = openByGrant.get(row.id) ?? 0n;
    if (open !== held)
      report("L5", [`grant ${row.id}`], `held is ${held}; the open slices of its holds add up to ${open}`);
  }
  checkJobsHolds(accounts, report);
}

function checkSlice(rows: string[], { row, reserved, settled, released }: SliceAccount, report: Report): void {
  if (row === null) {
    report("L3", rows, "postings move credit of the grant to the hold, but the slice has no row");
    return;
  }
  if (row.reserved !== row.open + row.settled + row.released)
    report(
      "L5",
      rows,
      `reserved is ${row.reserved}; open ${row.open}, settled ${row.settled} and released ${row.released} do not add up to it`,
    );
  const counters = { reserved, open: reserved - settled - released, settled, released };
  for (const name of ["reserved", "open", "settled", "released"] as const) {
    if (row[name] < 0n) report("L2", rows, `${name} is ${row[name]}`);
    if (row[name] !== counters[name])
      report("L3", rows, `${name} is ${row[name]}; its postings add up to ${counters[name]}`);
  }
}

function checkHold({ row, placed, legs }: HoldAccount, open: bigint, report: Report): void {
  const rows = [`hold ${row.id}`];
  if (row.state !== "open" && open !== 0n) report("L5", rows, `it is ${row.state}, but ${open} of it is open`);
  if (row.amount < 0n) report("L2", rows, `its amount is ${row.amount}`);
  if ((placed ?? 0n) !== row.amount)
    report("L5", rows, `its amount is ${row.amount}; ${placed ?? 0n} was reserved when it was placed`);
  checkLegs(row.legs, legs, rows, report);
}

/** L5: a running job has exactly one open hold, its own; a job in any other state has none. */
function checkJobsHolds({ holds, jobs }: Pick<Accounts, "holds" | "jobs">, report: Report): void {
  for (const { row } of holds.values()) {
    if (row.state !== "open" || row.jobId === null) continue;
    const job = jobs.get(row.jobId);
    if (job !== undefined && job.holdId !== row.id)
      report("L5", [`hold ${row.id}`, `job ${row.jobId}`], `the hold is open; the job has ${job.holdId ?? "no hold"}`);
  }
  for (const job of jobs.values()) {
    const rows = [`job ${job.id}`];
    if ((job.state === "running") !== (job.holdId !== null))
      report("L5", rows, `it is ${job.state} with ${job.holdId === null ? "no hold" : "a hold"}`);
    const hold = job.holdId === null ? undefined : holds.get(job.holdId)?.row;
    if (hold === undefined) continue; // L28 reports the missing hold.
    if (hold.jobId !== job.id) report("L5", [...rows, `hold ${hold.id}`], "the job's hold belongs to another job");
    else if (hold.state !== "open") report("L5", [...rows, `hold ${hold.id}`], `the job's hold is ${hold.state}`);
  }
}

/** Records how much each hold's first entry reserved; `checkHolds` compares it with the hold's amount (L5). */
export function notePlaced({ holds }: Pick<Accounts, "holds">): Check {
  return {
    entry({ kind, causeId, postings }) {
      const hold = kind === "hold_placed" ? holds.get(causeId) : undefined;
      if (hold === undefined) return;
      hold.placed ??= 0n;
      for (const { to, amount } of postings) if (to === "held") hold.placed += amount;
    },
    end: nothing,
  };
}
