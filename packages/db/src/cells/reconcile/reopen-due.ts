import type { DueKind } from "@scrip/domain/due";
import type { Query } from "../../connection/query.ts";

/** How a kind of due work follows from rows that an archive has. */
interface Source {
  /** Whether it is done in real time, also in an organization on a test clock. */
  readonly isReal?: true;
  /** Selects the row that the work is about, and its time, of the organization `o` with its own time `o.now`. */
  readonly rows: string;
}

/**
 * The start of a month that is counted from an instant. PostgreSQL clamps it to the end of a shorter month; sessions that move
 * organizations are in UTC.
 */
const monthOf = (anchor: string, month: string): string => `${anchor} + ${month} * interval '1 month'`;

/**
 * An archive has no due work, since a move takes it along. Due work of these kinds follows from other rows, of which an
 * archive has those of the ledger and the plans. Work without a time of its own is due at once.
 */
const SOURCES: Readonly<Record<DueKind, Source | null>> = {
  expire_grant: {
    rows: `SELECT id, expires_at FROM grants
      WHERE org_id = o.org_id AND expires_at IS NOT NULL AND (is_open OR held > 0 OR expires_at > o.now)`,
  },
  expire_hold: {
    rows: "SELECT id, silent_at FROM holds WHERE org_id = o.org_id AND state = 'open' AND silent_at IS NOT NULL",
  },
  settle_endpoint: {
    rows: `SELECT e.id, e.settled_at + (c.catalog::jsonb #>> '{policies,endpoint,charging,minutes}')::integer * interval '1 minute'
      FROM endpoints e JOIN catalog_copies c ON c.number = e.catalog_version
      WHERE e.org_id = o.org_id AND e.state = 'running' AND e.units_milli > 0
        AND c.catalog::jsonb #>> '{policies,endpoint,charging,kind}' = 'interval'`,
  },
  settle_storage: {
    rows: "SELECT id, due_at FROM storage_meters WHERE org_id = o.org_id AND due_at IS NOT NULL",
  },
  settle_minimum: {
    rows: `SELECT id, ${monthOf("month", "1")} FROM month_meters
      WHERE org_id = o.org_id AND NOT is_closed AND (price::jsonb ->> 'minimum')::numeric > 0`,
  },
  issue_grant: {
    rows: "SELECT id, effective_at FROM scheduled_grants WHERE org_id = o.org_id AND NOT issued AND NOT cancelled",
  },
  end_contract: {
    rows: "SELECT id, ends_at FROM contracts WHERE org_id = o.org_id AND state <> 'ended' AND ends_at IS NOT NULL",
  },
  start_contract: {
    rows: "SELECT id, starts_at FROM contracts WHERE org_id = o.org_id AND state = 'scheduled'",
  },
  credit_contract: {
    rows: `SELECT c.id, t.due_at FROM contracts c, LATERAL (SELECT ${monthOf("c.starts_at", "c.next_month")} AS due_at) t
      WHERE c.org_id = o.org_id AND c.state = 'running' AND (c.ends_at IS NULL OR t.due_at < c.ends_at)
        AND EXISTS (SELECT FROM jsonb_array_elements(c.credits) AS credit
          WHERE c.next_month = 0 OR credit ->> 'every' = 'month')`,
  },
  renew_subscription: {
    rows: `SELECT s.id, p.ends_at FROM subscriptions s, ${lastPeriod("p")} WHERE s.org_id = o.org_id AND s.ended_at IS NULL`,
  },
  charge_subscription: {
    rows: `SELECT s.id, p.try_at FROM subscriptions s, ${lastPeriod("p")}
      WHERE s.org_id = o.org_id AND s.ended_at IS NULL AND p.try_at IS NOT NULL`,
  },
  credit_subscription: {
    rows: `SELECT s.id, t.due_at FROM subscriptions s, ${lastPeriod("p")},
        LATERAL (SELECT ${monthOf("s.anchor", "s.next_month")} AS due_at) t
      WHERE s.org_id = o.org_id AND s.ended_at IS NULL AND p.credit_amount IS NOT NULL AND p.paid_at IS NOT NULL
        AND p.held_from IS NULL AND s.next_month < p.month + p.months
        AND (s.scheduled_kind IS DISTINCT FROM 'cancel' OR s.asked_at >= t.due_at)`,
  },
  start_subscription: {
    rows: "SELECT id, o.now FROM plan_requests WHERE org_id = o.org_id AND state = 'paying'",
  },
  resolve_attempt: {
    rows: "SELECT id, o.now FROM payment_attempts WHERE org_id = o.org_id AND state IN ('created', 'submitted', 'unknown')",
  },
  start_topup: {
    rows: `SELECT org_id, coalesce(until, o.now) FROM top_ups
      WHERE org_id = o.org_id AND (state = 'ready' OR until IS NOT NULL)`,
  },
  send_notice: {
    isReal: true,
    rows: "SELECT id, clock_timestamp() FROM notices WHERE org_id = o.org_id AND sent_at IS NULL",
  },
  deliver_webhook: {
    isReal: true,
    rows: "SELECT DISTINCT webhook_id, clock_timestamp() FROM webhook_deliveries WHERE org_id = o.org_id",
  },
  // These follow from rows that an archive does not have. Those of an older state stay as they are.
  sync_subscription: null,
  refresh_account: null,
  issue_document: null,
  issue_statement: null,
  review_alerts: null,
};

const FROM_ROWS = Object.entries(SOURCES).flatMap(([kind, source]) => (source === null ? [] : [{ ...source, kind }]));

function lastPeriod(alias: string): string {
  return `LATERAL (SELECT * FROM subscription_periods WHERE org_id = s.org_id AND subscription_id = s.id
    ORDER BY month DESC LIMIT 1) AS ${alias}`;
}

/** Removes the due work of these kinds: that of an older state. */
export async function dropDue(query: Query, orgId: string): Promise<void> {
  const kinds = FROM_ROWS.map(({ kind }) => kind);
  await query({ text: "DELETE FROM due WHERE org_id = $1 AND kind = ANY ($2)", values: [orgId, kinds] });
}

/** Writes the due work that follows from the rows of an organization, unless it is there. Its tries begin anew. */
export async function reopenDue(query: Query, orgId: string): Promise<void> {
  const each = FROM_ROWS.map(
    ({ kind, rows, isReal }) =>
      `SELECT o.org_id, '${kind}', w.id, w.due_at, ${isReal ? "false" : "o.is_test"} FROM o, LATERAL (${rows}) AS w (id, due_at)`,
  );
  await query({
    text: `WITH o AS MATERIALIZED (
        SELECT org_id, coalesce(clock_at, clock_timestamp()) AS now, clock_at IS NOT NULL AS is_test FROM organizations
          WHERE org_id = $1)
      INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock)
      ${each.join("\nUNION ALL ")}
      ON CONFLICT (org_id, kind, ref_id) DO NOTHING`,
    values: [orgId],
  });
}
