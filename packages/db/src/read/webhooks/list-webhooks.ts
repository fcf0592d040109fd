import type { OffReason } from "@scrip/domain/notices/webhooks";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** A webhook with its health. Instants are milliseconds since 1970. */
export interface ListedWebhook {
  readonly webhook: string;
  readonly url: string;
  readonly description: string;
  readonly eventKinds: readonly string[] | null;
  readonly createdAt: number;
  readonly off: { readonly reason: OffReason; readonly at: number } | null;
  readonly failingSince: number | null;
  readonly deliveredAt: number | null;
  /** Until when an earlier secret signs too; `null` without one. */
  readonly earlierUntil: number | null;
  /** Deliveries with a next try. */
  readonly waiting: number;
  readonly nextAt: number | null;
}

/**
 * Reads the webhooks of an organization, the oldest first.
 * @param id only this one
 * @throws OrganizationMissing
 */
export function listWebhooks(
  organizations: OrganizationsSource,
  orgId: string,
  id: string | null = null,
): Promise<ListedWebhook[]> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const rows = await query({ text: WEBHOOKS, values: [orgId, id] });
    return rows.map(({ webhook }) => webhook as ListedWebhook);
  });
}

const WEBHOOKS = `
  SELECT json_build_object('webhook', w.id, 'url', w.url, 'description', w.description, 'eventKinds', w.kinds,
      'createdAt', instant_ms(w.created_at),
      'off', CASE WHEN w.off_reason IS NOT NULL
        THEN json_build_object('reason', w.off_reason, 'at', instant_ms(w.off_at)) END,
      'failingSince', instant_ms(w.failing_since), 'deliveredAt', instant_ms(w.delivered_at),
      'earlierUntil', CASE WHEN w.earlier_until > clock_timestamp() THEN instant_ms(w.earlier_until) END,
      'waiting', open.waiting, 'nextAt', instant_ms(open.next_at)) AS webhook
    FROM webhooks AS w CROSS JOIN LATERAL (
      SELECT count(*)::int AS waiting, min(next_at) AS next_at FROM webhook_deliveries AS d
        WHERE d.org_id = w.org_id AND d.webhook_id = w.id AND d.state = 'waiting') AS open
    WHERE w.org_id = $1 AND ($2::uuid IS NULL OR w.id = $2)
    ORDER BY w.created_at, w.id`;
