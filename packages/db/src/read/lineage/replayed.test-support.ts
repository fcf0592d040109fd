import { type Entry, type Grant, hasLapsed } from "@scrip/domain/ledger";
import type { History } from "../../ledger/verified/history.fixture.ts";
import type { ChargesPaid } from "./grant-charges.ts";

/** The counters of a grant. */
export type Counters = Pick<Grant, "avail" | "held" | "spent" | "expired" | "revoked">;

const NOTHING: Counters = { avail: 0n, held: 0n, spent: 0n, expired: 0n, revoked: 0n };

export function entriesOf(history: History): Entry[] {
  return history.decisions.flatMap(({ entries }) => entries);
}

/**
 * Computes the grants after the entries up to a number. It is a second, simple implementation: one posting after
 * another.
 */
export function replayed(entries: readonly Entry[], upTo: number): Map<string, Counters> {
  const grants = new Map<string, Counters>();
  for (const { seq, postings } of entries) {
    if (seq > upTo) break;
    for (const { from, to, amount, grantId } of postings) {
      if (grantId === null) continue;
      const after: Record<string, bigint> = { ...(grants.get(grantId) ?? NOTHING) };
      if (from in NOTHING) after[from] = (after[from] ?? 0n) - amount;
      if (to in NOTHING) after[to] = (after[to] ?? 0n) + amount;
      grants.set(grantId, after as unknown as Counters);
    }
  }
  return grants;
}

/** The spendable credit of replayed grants at an instant. */
export function spendableOf(history: History, grants: Map<string, Counters>, at: number): bigint {
  let sum = 0n;
  for (const [id, { avail }] of grants) {
    const terms = history.grants.get(id);
    if (terms !== undefined && !hasLapsed(terms, at)) sum += avail;
  }
  return sum;
}

/** The amounts that a grant paid, by entry and charge, the newest first. */
export function givenBy(
  { debts }: History,
  entries: readonly Entry[],
  grantId: string,
): { seq: number; charge: string; amount: bigint }[] {
  return entries
    .flatMap(({ seq, cause, postings }) => {
      const byCharge = new Map<string, bigint>();
      for (const { to, amount, grantId: giver, debtId } of postings) {
        if (giver !== grantId || to !== "spent") continue;
        // The debt of a charge has the id of the charge; the debt of a reversal belongs to no charge.
        const charge = debtId ?? (cause.type === "charge" ? cause.charge.id : "none");
        byCharge.set(charge, (byCharge.get(charge) ?? 0n) + amount);
      }
      const chargeOf = (id: string): string => (debts.get(id)?.reversalOf === undefined ? id : "none");
      return [...byCharge].map(([id, amount]) => ({ seq, charge: chargeOf(id), amount }));
    })
    .sort((a, b) => b.seq - a.seq);
}

/** The same amounts, from pages of charges. */
export function givenIn(charges: ChargesPaid["charges"]): { seq: number; charge: string; amount: bigint }[] {
  return charges.map(({ seq, charge, amount }) => ({ seq, charge: charge?.charge ?? "none", amount: BigInt(amount) }));
}
