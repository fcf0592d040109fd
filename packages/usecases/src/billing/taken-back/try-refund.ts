import { insertRefund, refundsOf } from "@scrip/db/billing";
import { inOrganization, newId, type OrganizationsTx, queryOf } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import { lockOrganization, OrganizationEntity } from "@scrip/db/organizations";
import { whatStands } from "@scrip/domain/billing/taken-back";
import type { Deps } from "../../deps.ts";
import { moneyTaken } from "./book-taken-back.ts";
import { amountsOf } from "./note-money-taken.ts";
import {
  balanceOf,
  notFound,
  type PaidRow,
  paidAttempt,
  type RefundOutcome,
  refusalOf,
  type WantedRefund,
} from "./refund-payment.ts";
import { takeCreditBack } from "./take-credit-back.ts";

/** What a refund would change of the balance, in micro-USD. */
interface Change {
  readonly available: bigint;
  readonly reserved: bigint;
  readonly owed: bigint;
}

/** Ends the transaction of a dry run, which is never committed. */
class DryRun extends Error {
  readonly change: Change;

  constructor(change: Change) {
    super("a dry run is rolled back");
    this.change = change;
  }
}

/**
 * Tries a refund out: the credit that it takes back is taken back in a transaction that is rolled back. The gateway is not
 * asked.
 * @returns the balance after it, or the refusal that it would get
 * @source docs/rules.md#dry-runs
 */
export async function tryRefund(
  { homes, ledger }: Pick<Deps, "homes" | "ledger">,
  { orgId, attemptId, gross }: Pick<WantedRefund, "orgId" | "attemptId" | "gross">,
): Promise<RefundOutcome> {
  const before = await balanceOf({ ledger }, orgId);
  try {
    return await inOrganization(homes.organizations, orgId, async (tx) => {
      const attempt = await paidAttempt(tx, orgId, attemptId);
      const refused = attempt === null ? notFound(attemptId) : await refusalOf(tx, attempt, gross);
      if (attempt !== null && refused === null) throw new DryRun(await changeBy(tx, ledger, attempt, gross));
      return { ok: false, refusal: refused ?? notFound(attemptId) };
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
    const after = (name: keyof Change): string => String(BigInt(before[name]) + error.change[name]);
    const balance = { available: after("available"), reserved: after("reserved"), owed: after("owed") };
    return { ok: true, answer: { refund: "", payment: attemptId, balance } };
  }
}

async function changeBy(
  tx: OrganizationsTx,
  ledger: Pick<Ledger, "within">,
  attempt: PaidRow,
  gross: bigint,
): Promise<Change> {
  const { orgId } = attempt;
  const locked = await lockOrganization(tx, orgId);
  const time = locked?.time ?? new Date(0);
  const before = await tx.repository(OrganizationEntity).findOneByOrFail({ orgId });
  const tried = { id: newId(), gatewayId: "tried", state: "pending", at: time, endedAt: null, why: null } as const;
  const by = { reason: null, actor: { type: "system", id: null }, time } as const;
  await insertRefund(tx, { ...amountsOf(attempt, await refundsOf(tx, orgId, attempt.id), gross), ...tried, ...by });
  const standing = whatStands(attempt, await moneyTaken(tx, attempt));
  await takeCreditBack({ tx, query: queryOf(tx), ledger }, attempt, standing);
  const after = await tx.repository(OrganizationEntity).findOneByOrFail({ orgId });
  return {
    available: after.available - before.available,
    reserved: after.reserved - before.reserved,
    owed: after.owed - before.owed,
  };
}
