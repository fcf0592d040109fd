import { checkLegs } from "./check-cause.ts";
import type { Report } from "./finding.ts";
import type { Accounts, GrantAccount } from "./replay/accounts.ts";
import type { ScheduledRow } from "./rows.ts";

const COUNTERS = ["avail", "held", "spent", "expired", "revoked"] as const;

/**
 * Checks the grants' rows after the last entry. L1: the counters of a grant add up. L2: none is negative.
 * L3: each equals the sum of its postings, and the organization has the totals. L12: each grant counts its
 * entries. L14: each grant was issued.
 */
export function checkGrants({ head, grants }: Pick<Accounts, "head" | "grants">, report: Report): void {
  let available = 0n;
  let reserved = 0n;
  for (const grant of grants.values()) {
    available += grant.avail;
    reserved += grant.held;
    checkGrant(grant, report);
  }
  const rows = [`organization ${head.orgId}`];
  if (head.available !== available) report("L3", rows, `available is ${head.available}; its grants have ${available}`);
  if (head.reserved !== reserved) report("L3", rows, `reserved is ${head.reserved}; its grants have ${reserved}`);
}

function checkGrant(grant: GrantAccount, report: Report): void {
  const { row, issued, legs } = grant;
  const rows = [`grant ${row.id}`];
  const sum = row.avail + row.held + row.spent + row.expired + row.revoked;
  if (sum !== row.amount) report("L1", rows, `its counters add up to ${sum}; its amount is ${row.amount}`);
  if (row.amount <= 0n) report("L2", rows, `its amount is ${row.amount}; it must be above zero`);
  for (const counter of COUNTERS) {
    if (row[counter] < 0n) report("L2", rows, `${counter} is ${row[counter]}`);
    if (row[counter] !== grant[counter])
      report("L3", rows, `${counter} is ${row[counter]}; its postings add up to ${grant[counter]}`);
  }
  if (row.isOpen !== row.avail > 0n)
    report("L3", rows, `it is marked ${row.isOpen ? "open" : "closed"}; avail is ${row.avail}`);
  if (issued === 0n) report("L14", rows, "no entry issued the grant");
  else if (issued !== row.amount && sum === row.amount)
    report("L3", rows, `its amount is ${row.amount}; its postings issued ${issued}`);
  checkLegs(row.legs, legs, rows, report);
}

/**
 * L14: an entry made each scheduled grant, and a second one cancelled it if it is marked as cancelled. A scheduled grant
 * marked as issued has a grant with the same terms. One that is not has no grant.
 */
export function checkScheduled({ grants, scheduled }: Pick<Accounts, "grants" | "scheduled">, report: Report): void {
  for (const { row, legs } of scheduled.values()) {
    const grant = grants.get(row.id)?.row;
    const rows = [`scheduled grant ${row.id}`];
    if (legs.count === 0) report("L14", rows, "no entry made it");
    if (row.cancelled !== legs.count > 1)
      report(
        "L14",
        rows,
        row.cancelled
          ? "it is marked as cancelled, but no entry cancelled it"
          : "an entry cancelled it, and it is not marked as cancelled",
      );
    if (row.issued && row.cancelled) report("L14", rows, "it is marked as issued and as cancelled");
    if ((grant !== undefined) !== row.issued)
      report(
        "L14",
        rows,
        row.issued
          ? "it is marked as issued, but its grant does not exist"
          : "its grant exists, but it is not marked as issued",
      );
    else if (grant !== undefined && !hasSameTerms(grant, row))
      report("L14", rows, "its grant was issued with other terms");
  }
}

function hasSameTerms(a: ScheduledRow | GrantAccount["row"], b: ScheduledRow): boolean {
  const names = ["source", "kind", "amount", "effectiveAt", "expiresAt", "businessKey"] as const;
  return names.every((name) => a[name] === b[name]);
}
