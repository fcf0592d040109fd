import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, GrantAccount } from "./replay/accounts.ts";

/**
 * L14: a refund grant names what it refunds, and no other grant does. L19: the refunded and forgiven parts of
 * a charge are at most the charge. `checkTakenBack` checks revocations (L23).
 * If checking begins after the first entry, earlier charges are only known as sums. A refunded charge is then only
 * checked for existence.
 */
export function checkCorrections(accounts: Accounts, report: Report): Check {
  const { grants, debts, opening } = accounts;
  const isWhole = opening.seq === 0;
  const refunded = refundsOf(grants);
  const charged = new Map<string, bigint>();
  const together = new Set<string>();
  return {
    entry({ charge }) {
      if (charge === null || !refunded.has(charge.id)) return;
      charged.set(charge.id, charge.amount);
      // The charges of a job whose price can fall, and of a month, are refunded together: `checkFalls` checks them.
      if (charge.metered?.month != null) together.add(charge.id);
      if (accounts.jobs.get(charge.jobId ?? "")?.price?.kind === "volume") together.add(charge.id);
    },
    end() {
      for (const { row } of grants.values()) {
        const rows = [`grant ${row.id}`];
        if ((row.source === "refund") !== (row.refundOf !== undefined))
          report("L14", rows, `its source is ${row.source}, and it refunds ${row.refundOf?.type ?? "nothing"}`);
        const charge = row.refundOf?.type === "charge" ? row.refundOf.id : null;
        // A charge of zero has no entry: a usage event that gives credit back, or a job whose price fell.
        if (charge !== null && !((isWhole && charged.has(charge)) || row.chargeExists))
          report(
            "L28",
            [...rows, `charge ${charge}`],
            "the grant refunds a charge that this organization does not have",
          );
      }
      for (const [id, amount] of charged) {
        const back = (refunded.get(id) ?? 0n) + (debts.get(id)?.forgiven ?? 0n);
        if (back > amount && !together.has(id))
          report("L19", [`charge ${id}`], `${back} was refunded or forgiven; the charge was ${amount}`);
      }
    },
  };
}

/** The sum of refund grants by the id of the refunded charge or debt. */
function refundsOf(grants: ReadonlyMap<string, GrantAccount>): Map<string, bigint> {
  const refunded = new Map<string, bigint>();
  for (const { row } of grants.values())
    if (row.refundOf !== undefined) refunded.set(row.refundOf.id, (refunded.get(row.refundOf.id) ?? 0n) + row.amount);
  return refunded;
}
