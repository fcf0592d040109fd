import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, GrantAccount } from "./replay/accounts.ts";

/**
 * L14: a refund grant names what it refunds, and no other grant does. L19: what came back of a charge,
 * and what was forgiven of it, is at most the charge. L23: what stands revoked of a grant, as credit or
 * as a debt, is at most its amount, and reinstatements take back no more than that.
 * Where checking begins after the first entry, the charges and reinstatements before it are not known one
 * by one: L23 is left out, and of the charge that a refund names only its being there is known.
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
      const standing = new Map<string, bigint>();
      for (const { row, revoked } of grants.values()) {
        const rows = [`grant ${row.id}`];
        if ((row.source === "refund") !== (row.refundOf !== undefined))
          report("L14", rows, `it comes from ${row.source} and names ${row.refundOf?.type ?? "nothing"} as refunded`);
        const charge = row.refundOf?.type === "charge" ? row.refundOf.id : null;
        if (charge !== null && !(isWhole ? charged.has(charge) : row.chargeExists))
          report(
            "L28",
            [...rows, `charge ${charge}`],
            "the grant refunds a charge that this organization does not have",
          );
        standing.set(row.id, revoked - (reinstated.get(row.id) ?? 0n));
      }
      for (const [id, amount] of charged) {
        const back = (refunded.get(id) ?? 0n) + (debts.get(id)?.forgiven ?? 0n);
        if (back > amount)
          report("L19", [`charge ${id}`], `${back} of it was refunded and forgiven; it charged ${amount}`);
      }
      for (const { row, entered } of debts.values())
        if (row.grantId !== null)
          standing.set(row.grantId, (standing.get(row.grantId) ?? 0n) + entered - (refunded.get(row.id) ?? 0n));
      for (const { row } of isWhole ? grants.values() : []) {
        const stands = standing.get(row.id) ?? 0n;
        if (stands < 0n || stands > row.amount)
          report("L23", [`grant ${row.id}`], `${stands} of it stands revoked; its amount is ${row.amount}`);
      }
    },
  };
}

/** What refund grants give back, by the charge or debt that they name. */
function refundsOf(grants: ReadonlyMap<string, GrantAccount>): Map<string, bigint> {
  const refunded = new Map<string, bigint>();
  for (const { row } of grants.values())
    if (row.refundOf !== undefined) refunded.set(row.refundOf.id, (refunded.get(row.refundOf.id) ?? 0n) + row.amount);
  return refunded;
}
