import { randomUUIDv7 } from "node:crypto";
import { tiered } from "@scrip/domain/catalog";
import { planTerms, takeOver } from "@scrip/domain/plans/subscriptions";
import { startOfMonth } from "@scrip/domain/time";
import { asOwner, type BenchDatabase } from "./bench-server.ts";

/** Months from the anchor to the instant at which the credit falls due: whole leap cycles, so that every day exists. */
const MONTHS = 48;

/**
 * Adds organizations with Pro by the month, whose period ends at one instant: the next period and its credit are due
 * then. The earlier credit was given by another system.
 */
export async function addSubscribers(database: BenchDatabase, howMany: number, dueAt: number): Promise<void> {
  const terms = planTerms(tiered, "pro", "month");
  if (terms === null) throw new Error("Pro is not for sale by the month");
  const anchor = startOfMonth(dueAt, -MONTHS);
  const { nextMonth, skippedMonths, period } = takeOver({
    id: "",
    terms,
    catalogVersion: 1,
    anchor,
    isCancelled: false,
    at: dueAt - 1,
  });
  const orgIds = Array.from({ length: howMany }, () => randomUUIDv7());
  const ids = Array.from({ length: howMany }, () => randomUUIDv7());
  const instants = [new Date(anchor), new Date(period.startsAt), new Date(period.endsAt)] as const;
  await asOwner(database, async (owner) => {
    await owner.query(
      `INSERT INTO organizations (org_id, name, created_at, catalog_version, plan, seq, at, hash, available, reserved, owed)
        SELECT id, 'Subscriber ' || n, $2, 1, 'pro', 0, $2, decode(repeat('00', 32), 'hex'), 0, 0, 0
        FROM unnest($1::uuid[]) WITH ORDINALITY AS o (id, n)`,
      [orgIds, instants[0]],
    );
    await owner.query(
      `INSERT INTO subscriptions (org_id, id, plan, "interval", anchor, catalog_version, paid_by, first_month,
          next_month, skipped_months)
        SELECT org_id, id, 'pro', 'month', $3, 1, 'outside', $4, $5, $6
        FROM unnest($1::uuid[], $2::uuid[]) AS s (org_id, id)`,
      [orgIds, ids, instants[0], period.month, nextMonth, [...skippedMonths]],
    );
    await owner.query(
      `INSERT INTO subscription_periods (org_id, subscription_id, month, months, plan, "interval", price,
          credit_amount, credit_days, starts_at, ends_at, paid_at, catalog_version)
        SELECT org_id, id, $3, 1, 'pro', 'month', $4, $5, $6, $7, $8, $7, 1
        FROM unnest($1::uuid[], $2::uuid[]) AS s (org_id, id)`,
      [
        orgIds,
        ids,
        period.month,
        String(period.price),
        String(period.credit?.amount),
        period.credit?.days,
        instants[1],
        instants[2],
      ],
    );
    await owner.query(
      `INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock)
        SELECT org_id, 'renew_subscription', id, $3, false FROM unnest($1::uuid[], $2::uuid[]) AS s (org_id, id)`,
      [orgIds, ids, instants[2]],
    );
    await owner.query("VACUUM (ANALYZE)");
  });
}
