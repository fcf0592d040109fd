import { type Check, nothing } from "./check.ts";
import { checkLegs } from "./check-cause.ts";
import type { Report } from "./finding.ts";
import type { Accounts, HoldAccount, SliceAccount } from "./replay/accounts.ts";

/**
 * Checks the holds' rows after the last entry. L5: a hold's slices add up, held(grant) is the open part of
 * the grant's slices, and a closed hold has nothing open. L2: nothing is negative. L3: each slice equals the
 * sum of its postings. L12: each hold counts its entries. The state of a hold follows from its entries, which are only
 * known if checking began with the first one.
 */
export function checkHolds(accounts: Pick<Accounts, "holds" | "grants" | "jobs" | "opening">, report: Report): void {
  const openByGrant = new Map<string, bigint>();
  for (const hold of accounts.holds.values()) {
    let open = 0n;
    for (const [grantId, slice] of hold.slices) {
      checkSlice([`hold ${hold.row.id}`, `grant ${grantId}`], slice, report);
      open += slice.row?.open ?? 0n;
      if (slice.row !== null) openByGrant.set(grantId, (openByGrant.get(grantId) ?? 0n) + slice.row.open);
    }
    checkHold(hold, open, report);
    if (accounts.opening.seq === 0) checkState(hold, report);
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

/**
 * L5: a hold is voided or expired if an entry says so. Otherwise it is settled if a part of it was charged, and voided
 * if not. A hold without a job that has nothing open is closed. A job's hold of zero expires without an entry.
 */
function checkState({ row, slices, endedAs, isTakenBack }: HoldAccount, report: Report): void {
  const rows = [`hold ${row.id}`];
  let open = 0n;
  let settled = 0n;
  for (const slice of slices.values()) {
    open += slice.reserved - slice.settled - slice.released;
    settled += slice.settled;
  }
  const byMoves = settled > 0n ? "settled" : "voided";
  const isOpen = row.jobId === null ? open > 0n : row.state === "open";
  const expected = endedAs ?? (isOpen ? "open" : byMoves);
  // The end of a hold whose open credit is 0, or was all taken back, makes no entry.
  const isSilentEnd = endedAs === null && open === 0n && (row.jobId !== null ? row.state === "expired" : isTakenBack);
  const isTakenEnd =
    endedAs === null && open === 0n && isTakenBack && (row.state === "voided" || row.state === "expired");
  if (row.state !== expected && !isTakenEnd && !(isSilentEnd && row.state !== "open"))
    report("L5", rows, `it is ${row.state}; its entries make it ${expected}`);
  if (row.state === "open" && row.jobId !== null && row.silentAt === null)
    report("L5", rows, "it belongs to a job and is open, but has no time at which the job is silent");
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

/** Records how much each hold's first entry reserved, and how it ended; `checkHolds` compares both with its row (L5). */
export function notePlaced({ holds }: Pick<Accounts, "holds">): Check {
  return {
    entry({ kind, causeId, postings }) {
      if (kind === "grant_revoked")
        for (const { holdId } of postings) {
          const taken = holdId === null ? undefined : holds.get(holdId);
          if (taken !== undefined) taken.isTakenBack = true;
        }
      const ended = kind === "hold_voided" ? "voided" : kind === "hold_expired" ? "expired" : null;
      const closed = ended === null ? undefined : holds.get(causeId);
      if (closed !== undefined) closed.endedAs = ended;
      const hold = kind === "hold_placed" ? holds.get(causeId) : undefined;
      if (hold === undefined) return;
      hold.placed ??= 0n;
      for (const { to, amount } of postings) if (to === "held") hold.placed += amount;
    },
    end: nothing,
  };
}
