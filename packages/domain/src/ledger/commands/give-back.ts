import { greatest, least, type Micros } from "../../money/index.ts";
import type { Payment } from "../state/corrections.ts";
import type { Draft } from "../state/draft.ts";
import type { Id } from "../state/ids.ts";
import { writeOff } from "./forgive-debt.ts";
import { refundPayers } from "./refund-payments.ts";

/** What was given back. Micro-USD. */
export interface GivenBack {
  readonly forgiven: Micros;
  readonly refunded: Micros;
}

/** Nothing was given back. */
export const NOTHING_BACK: GivenBack = { forgiven: 0n, refunded: 0n };

/**
 * Gives back by how much the price of a meter has fallen. The open debts of its charges are forgiven first, newest first. The
 * rest comes back as a refund of all charges together: one grant for each grant that paid, last in burn order first.
 * It books entries of its own, before that of the charge. What earlier refunds gave back is not given back again.
 * @param chargeId the charge that made the price fall, which the refund names
 * @param fall micro-USD, above zero
 * @param idsFrom a UUIDv7 from which the refund grants derive their ids
 * @throws if the ledger was loaded without the history of the meter's charges
 * @source docs/rules.md#falling-prices
 */
export function giveBack(draft: Draft, meterId: Id, chargeId: Id, fall: Micros, idsFrom = chargeId): GivenBack {
  const { meters, refunded } = draft.corrections;
  const charges = meters.get(meterId);
  if (charges === undefined) throw new Error(`the ledger was loaded without the charges of ${meterId}`);
  let left = fall;
  for (const id of [...charges].reverse()) {
    const open = draft.ledger.debts.has(id) ? draft.debt(id).open : 0n;
    const part = least(open, left);
    writeOff(draft, id, part);
    left -= part;
  }
  const payers = payersOf(draft, charges);
  let before = 0n;
  for (const id of charges) before += refunded.get(id) ?? 0n;
  const paid = payers.reduce((sum, { amount }) => sum + amount, 0n);
  const amount = least(left, greatest(paid - before, 0n));
  refundPayers(draft, idsFrom, { type: "charge", id: chargeId }, { payers, before, amount }, []);
  return { forgiven: fall - left, refunded: amount };
}

/** The grants that paid any of the charges, each with all that it paid, also within this command. */
function payersOf(draft: Draft, charges: ReadonlySet<Id>): Payment[] {
  const byGrant = new Map<Id, Payment>();
  const add = ({ grant, amount }: Payment): void => {
    byGrant.set(grant.id, { grant, amount: (byGrant.get(grant.id)?.amount ?? 0n) + amount });
  };
  for (const id of charges) for (const payment of draft.corrections.payments.get(id)?.values() ?? []) add(payment);
  for (const { to, amount, grantId, debtId } of draft.allPostings())
    if (to === "spent" && grantId !== null && debtId !== null && charges.has(debtId))
      add({ grant: draft.grant(grantId), amount });
  return [...byGrant.values()];
}
