import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, GrantAccount } from "./replay/accounts.ts";

/**
 * L14: a refund grant names what it refunds, and no other grant does. L19: the refunded and forgiven parts of
 * a charge are at most the charge. L23: the revoked part of a grant, as credit or as a debt, is at most the
 * grant's amount, and reinstatements take back no more than that.
 * If checking begins after the first entry, earlier charges and reinstatements are only known as sums. L23 is
 * then skipped, and a refunded charge is only checked for existence.
 */
export function checkCorrections(accounts: Accounts, report: Report): Check {
  const { grants, debts, opening } = accounts;
  const isWhole = opening.seq === 0;
  const refunded = refundsOf(grants);
  const charged = new Map<string, bigint>();
  const reinstated = new Map<string, bigint>();
  return {
    entry({ kind, causeId, charge, postings }) {
      if (charge !== null && refunded.has(charge.id)) charged.set(charge.id, charge.amount);
      if (kind !== "grant_reinstated") return;
      for (const { to, amount } of postings)
        if (to === "forgiven") reinstated.set(causeId, (reinstated.get(causeId) ?? 0n) + amount);
    },
    end() {
      const revokedOf = new Map<string, bigint>();
      for (const { row, revoked } of grants.values()) {
        const rows = [`grant ${row.id}`];
        if ((row.source === "refund") !== (row.refundOf !== undefined))
          report("L14", rows, `its source is ${row.source}, and it refunds ${row.refundOf?.type ?? "nothing"}`);
        const charge = row.refundOf?.type === "charge" ? row.refundOf.id : null;
        if (charge !== null && !(isWhole ? charged.has(charge) : row.chargeExists))
          report(
            "L28",
            [...rows, `charge ${charge}`],
            "the grant refunds a charge that this organization does not have",
          );
        revokedOf.set(row.id, revoked - (reinstated.get(row.id) ?? 0n));
      }
      for (const [id, amount] of charged) {
        const back = (refunded.get(id) ?? 0n) + (debts.get(id)?.forgiven ?? 0n);
        if (back > amount)
          report("L19", [`charge ${id}`], `${back} was refunded or forgiven; the charge was ${amount}`);
      }
      for (const { row, entered } of debts.values())
        if (row.grantId !== null)
          revokedOf.set(row.grantId, (revokedOf.get(row.grantId) ?? 0n) + entered - (refunded.get(row.id) ?? 0n));
      for (const { row } of isWhole ? grants.values() : []) {
        const revoked = revokedOf.get(row.id) ?? 0n;
        if (revoked < 0n || revoked > row.amount)
          report("L23", [`grant ${row.id}`], `${revoked} of it is revoked; its amount is ${row.amount}`);
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
