import type { Instant } from "@scrip/domain/ledger";
import { DEFAULT_ALERTS } from "@scrip/domain/notices";
import type { Query } from "../../connection/query.ts";

/** Credit that expires on one day, in UTC. */
export interface ExpiringDay {
  /** Such as `2026-03-01`. */
  readonly day: string;
  /** Micro-USD. */
  readonly amount: bigint;
  /** The first expiry of the day. */
  readonly expiresAt: Instant;
  /** The first grant that expires. */
  readonly grantId: string;
  /** Whether people were notified of the day. */
  readonly isTold: boolean;
}

/** What decides about notices of the runway and of expiring credit. */
export interface AlertFacts {
  readonly runwayHours: number | null;
  readonly expiryDays: number | null;
  readonly isRunwayShort: boolean;
  /** When due work looks again; `null` without such work. */
  readonly dueAt: Instant | null;
  /** The next days on which credit expires, the first one first. */
  readonly expiring: readonly ExpiringDay[];
}

/** @param now the organization's time */
export async function readAlertFacts(query: Query, orgId: string, now: Instant): Promise<AlertFacts> {
  const [settings] = await query({ name: "alert-settings", text: SETTINGS, values: [orgId] });
  const rows = await query({ name: "expiring-days", text: EXPIRING, values: [orgId, new Date(now).toISOString()] });
  const { isSet, runwayHours, expiryDays, isRunwayShort, dueAt } = settings as unknown as SettingsRow;
  return {
    runwayHours: isSet ? runwayHours : DEFAULT_ALERTS.runwayHours,
    expiryDays: isSet ? expiryDays : DEFAULT_ALERTS.expiryDays,
    isRunwayShort,
    dueAt: dueAt === null ? null : Number(dueAt),
    expiring: (rows as unknown as readonly DayRow[]).map(({ day, amount, expiresAt, grantId, isTold }) => ({
      day,
      amount: BigInt(amount),
      expiresAt: Number(expiresAt),
      grantId,
      isTold,
    })),
  };
}

/** The business key of the notice of a day on which credit expires. */
export const EXPIRING_KEY = "credit.expiring ";

interface SettingsRow {
  readonly isSet: boolean;
  readonly runwayHours: number | null;
  readonly expiryDays: number | null;
  readonly isRunwayShort: boolean;
  readonly dueAt: string | null;
}

interface DayRow {
  readonly day: string;
  readonly amount: string;
  readonly expiresAt: string;
  readonly grantId: string;
  readonly isTold: boolean;
}

const SETTINGS = `
  SELECT s.org_id IS NOT NULL AS "isSet", s.runway_hours AS "runwayHours", s.expiry_days AS "expiryDays",
    coalesce(s.is_runway_short, false) AS "isRunwayShort", instant_ms(d.due_at)::text AS "dueAt"
  FROM (SELECT $1::uuid AS org_id) AS o
    LEFT JOIN alert_settings s ON s.org_id = o.org_id
    LEFT JOIN due d ON d.org_id = o.org_id AND d.kind = 'review_alerts' AND d.ref_id = o.org_id`;

/** More days follow when these have passed. Less than a cent is no news. */
const EXPIRING = `
  SELECT day, amount, "expiresAt", "grantId", EXISTS (
      SELECT FROM notices WHERE org_id = $1 AND key = '${EXPIRING_KEY}' || day) AS "isTold"
  FROM (
    SELECT to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(avail)::bigint::text AS amount,
      instant_ms(min(expires_at))::text AS "expiresAt", (array_agg(id ORDER BY expires_at, id))[1]::text AS "grantId"
    FROM grants WHERE org_id = $1 AND is_open AND avail > 0 AND expires_at > $2::timestamptz
    GROUP BY 1 HAVING sum(avail) >= 10000 ORDER BY 1 LIMIT 40) AS days`;
